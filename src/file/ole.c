/* Layout: [MS-CFB]. Every number in it comes from the file. */
#include "file/ole.h"

#include <string.h>
#include <unistd.h>

#define ENTRY_BYTES 128
#define SECTOR_MAX 0xfffffffa /* numbers from there on are marks */
#define HEADER_FAT_COUNT 109
#define SMALL_BYTES 64

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static int64_t sector_at(const struct ole *o, uint32_t sector)
{
    return ((int64_t)sector + 1) * o->sector_bytes;
}

/* Appends the numbers of one sector. */
static bool numbers_add(struct ole_chain *c, struct arena *a, const struct ole *o, uint32_t sector,
                        size_t count)
{
    uint8_t raw[4096];
    if (pread(o->fd, raw, o->sector_bytes, sector_at(o, sector)) != (ssize_t)o->sector_bytes)
        return false;
    for (size_t i = 0; i < count; i++)
        LIST_ADD(a, c, u32(raw + i * 4));
    return true;
}

/* From start on through a FAT; stops at a mark, and where the chain would go round. */
static void chain_follow(struct ole_chain *out, struct arena *a, const struct ole_chain *fat,
                         uint32_t start)
{
    for (uint32_t s = start; s < SECTOR_MAX && s < fat->count && out->count < fat->count;
         s = fat->items[s])
        LIST_ADD(a, out, s);
}

/* The FAT's own sectors are listed in the header and then in a chain of lists. */
static bool fat_read(struct ole *o, struct arena *a, const uint8_t *header, size_t sectors)
{
    struct ole_chain lists = {0};
    size_t per_sector = o->sector_bytes / 4;
    for (size_t i = 0; i < HEADER_FAT_COUNT; i++)
        LIST_ADD(a, &lists, u32(header + 76 + i * 4));
    uint32_t list = u32(header + 68);
    for (size_t n = 0; list < SECTOR_MAX && n <= sectors / per_sector; n++) {
        if (!numbers_add(&lists, a, o, list, per_sector))
            return false;
        list = lists.items[--lists.count];
    }
    for (size_t i = 0; i < lists.count && o->fat.count < sectors; i++)
        if (lists.items[i] < SECTOR_MAX && !numbers_add(&o->fat, a, o, lists.items[i], per_sector))
            return false;
    return true;
}

static void entry_note(struct ole *o, struct arena *a, const uint8_t *entry)
{
    static const struct {
        const char *name;
        enum ole_stream_set stream;
    } names[] = {{"Workbook", OLE_WORKBOOK},
                 {"Book", OLE_BOOK},
                 {"EncryptedPackage", OLE_ENCRYPTED},
                 {"WordDocument", OLE_WORD},
                 {"PowerPoint Document", OLE_SLIDES}};
    char name[33] = {0};
    for (size_t i = 0; i < 31 && (entry[i * 2] || entry[i * 2 + 1]); i++)
        name[i] = entry[i * 2 + 1] ? '?' : (char)entry[i * 2];
    if (entry[66] == 5 && o->mini.count == 0)
        chain_follow(&o->mini, a, &o->fat, u32(entry + 116));
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (entry[66] != 2 || strcmp(name, names[i].name) != 0)
            continue;
        o->streams |= names[i].stream;
        if (names[i].stream == OLE_WORKBOOK) {
            o->workbook_start = u32(entry + 116);
            o->workbook_bytes = u32(entry + 120);
        }
    }
}

static void directory_read(struct ole *o, struct arena *a, uint32_t start)
{
    struct ole_chain sectors = {0};
    uint8_t entry[ENTRY_BYTES];
    chain_follow(&sectors, a, &o->fat, start);
    for (size_t i = 0; i < sectors.count; i++)
        for (uint32_t at = 0; at < o->sector_bytes; at += ENTRY_BYTES)
            if (pread(o->fd, entry, sizeof(entry), sector_at(o, sectors.items[i]) + at) ==
                ENTRY_BYTES)
                entry_note(o, a, entry);
}

bool ole_open(struct ole *o, struct arena *a, int fd, int64_t size)
{
    uint8_t header[512];
    *o = (struct ole){.fd = fd};
    if (pread(fd, header, sizeof(header), 0) != sizeof(header))
        return false;
    if (header[30] != 9 && header[30] != 12)
        return false;
    o->sector_bytes = 1u << header[30];
    if (!fat_read(o, a, header, (size_t)(size / o->sector_bytes) + 1))
        return false;
    directory_read(o, a, u32(header + 48));
    struct ole_chain small = {0};
    chain_follow(&small, a, &o->fat, u32(header + 60));
    for (size_t i = 0; i < small.count; i++)
        if (!numbers_add(&o->mini_fat, a, o, small.items[i], o->sector_bytes / 4))
            return false;
    o->is_mini = o->workbook_bytes < u32(header + 56);
    chain_follow(&o->workbook, a, o->is_mini ? &o->mini_fat : &o->fat, o->workbook_start);
    return true;
}

size_t ole_read(const struct ole *o, void *to, size_t n, int64_t at)
{
    size_t done = 0;
    uint32_t unit = o->is_mini ? SMALL_BYTES : o->sector_bytes;
    while (done < n && at < o->workbook_bytes && (size_t)(at / unit) < o->workbook.count) {
        uint32_t sector = o->workbook.items[at / unit], within = (uint32_t)(at % unit);
        int64_t place = sector_at(o, sector) + within;
        if (o->is_mini) {
            int64_t small = (int64_t)sector * SMALL_BYTES + within;
            if ((size_t)(small / o->sector_bytes) >= o->mini.count)
                break;
            place = sector_at(o, o->mini.items[small / o->sector_bytes]) + small % o->sector_bytes;
        }
        size_t want = unit - within < n - done ? unit - within : n - done;
        if ((int64_t)want > o->workbook_bytes - at)
            want = (size_t)(o->workbook_bytes - at);
        ssize_t got = pread(o->fd, (char *)to + done, want, place);
        if (got <= 0)
            break;
        done += (size_t)got;
        at += got;
    }
    return done;
}
