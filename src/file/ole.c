/* Layout: [MS-CFB]. All sizes come from the file and are bounded here. */
#include "file/ole.h"

#include <string.h>
#include <unistd.h>

#define ENTRY_BYTES 128
#define SECTORS_MAX 4096 /* of a directory that is followed */
#define HEADER_FAT_COUNT 109

struct ole {
    int fd;
    uint32_t sector_bytes;
    uint8_t header[512];
};

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool bytes_read(const struct ole *o, void *to, size_t n, uint32_t sector, uint32_t offset)
{
    int64_t at = ((int64_t)sector + 1) * o->sector_bytes + offset;
    return pread(o->fd, to, n, at) == (ssize_t)n;
}

/* The sector after this one in its chain, through the part of the FAT that the header lists. */
static bool sector_next(uint32_t *out, const struct ole *o, uint32_t sector)
{
    uint32_t per_sector = o->sector_bytes / 4;
    uint32_t part = sector / per_sector;
    uint8_t raw[4];
    if (part >= HEADER_FAT_COUNT ||
        !bytes_read(o, raw, 4, u32(o->header + 76 + part * 4), sector % per_sector * 4))
        return false;
    *out = u32(raw);
    return true;
}

static unsigned entry_judge(const uint8_t *entry)
{
    static const struct {
        const char *name;
        enum ole_stream stream;
    } names[] = {{"Workbook", OLE_WORKBOOK},
                 {"Book", OLE_WORKBOOK},
                 {"EncryptedPackage", OLE_ENCRYPTED},
                 {"WordDocument", OLE_WORD},
                 {"PowerPoint Document", OLE_SLIDES}};
    char name[33] = {0};
    for (size_t i = 0; i < 31 && (entry[i * 2] || entry[i * 2 + 1]); i++)
        name[i] = entry[i * 2 + 1] ? '?' : (char)entry[i * 2];
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (entry[66] == 2 && strcmp(name, names[i].name) == 0)
            return names[i].stream;
    return 0;
}

unsigned ole_streams(int fd)
{
    struct ole o = {.fd = fd};
    unsigned found = 0;
    if (pread(fd, o.header, sizeof(o.header), 0) != sizeof(o.header))
        return 0;
    unsigned shift = o.header[30];
    if (shift != 9 && shift != 12)
        return 0;
    o.sector_bytes = 1u << shift;
    uint32_t sector = u32(o.header + 48);
    for (int n = 0; n < SECTORS_MAX && sector < 0xfffffff0; n++) {
        uint8_t entry[ENTRY_BYTES];
        for (uint32_t at = 0; at < o.sector_bytes; at += ENTRY_BYTES)
            if (bytes_read(&o, entry, sizeof(entry), sector, at))
                found |= entry_judge(entry);
        if (!sector_next(&sector, &o, sector))
            break;
    }
    return found;
}
