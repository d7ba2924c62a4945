#include "demo/demo.h"

#include "demo/pack.h"
#include "demo/world.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool folder_make(const char *path, struct fault *f)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    return fault_set(f, FAULT_SYSTEM, "cannot make the folder \"%s\": %s", path, strerror(errno));
}

static bool list_write(struct world *w, const char *name, const char *heading,
                       const struct buffer *lines, struct fault *f)
{
    char *path = text_cstr(w->arena, text_printf(w->arena, "%s/%s", w->shelf.folder, name));
    FILE *out = fopen(path, "wb");
    if (!out)
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", path);
    bool is_written = fputs(heading, out) >= 0 && fwrite(lines->p, 1, lines->n, out) == lines->n;
    is_written &= fclose(out) == 0;
    return is_written || fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", path);
}

static bool lists_write(struct world *w, struct fault *f)
{
    return list_write(w, "planted.tsv", "file\tsheet\trow\twrong\n", &w->shelf.planted, f) &&
           list_write(w, "facts.tsv", "file\tsheet\trow\trule\texpected\n", &w->shelf.facts, f);
}

static bool world_write(struct world *w, struct fault *f)
{
    TRY(labour_invent(w, f) && classes_invent(w, f) && loop_invent(w, f));
    TRY(baseline_write(w, f) && pairing_write(w, f) && funds_write(w, f));
    TRY(labour_write(w, f) && classes_write(w, f) && services_write(w, f) && loop_write(w, f));
    TRY(education_write(w, f) && households_write(w, f));
    TRY(talent_write(w, f) && hospital_plans_write(w, f) && resettlement_write(w, f));
    TRY(people_write(w, f)); /* persons last: all whom counties list are known by now */
    TRY(workshops_write(w, f));
    TRY(industry_write(w, f));
    TRY(tables_write(w, f));
    TRY(pack_county(&w->shelf, "威信县", f));
    return lists_write(w, f);
}

static void files_sort(struct shelf *s)
{
    for (size_t i = 1; i < s->files.count; i++)
        for (size_t k = i; k > 0 && text_compare(s->files.items[k - 1], s->files.items[k]) > 0;
             k--) {
            struct text t = s->files.items[k];
            s->files.items[k] = s->files.items[k - 1];
            s->files.items[k - 1] = t;
        }
}

bool demo_write_workbooks(const char *dir, uint64_t seed, demo_files *files, struct arena *a,
                          struct fault *f)
{
    SCOPED_ARENA arena = {0};
    struct world w = {.arena = &arena, .seed = seed};
    char *folder = text_cstr(&arena, text_printf(&arena, "%s/workbooks", dir));
    TRY(folder_make(dir, f) && folder_make(folder, f));
    TRY(land_load(&w.land, &arena, f) && plan_embedded(&w.plan, &arena, f));
    w.people = (struct people){&arena, random_named(seed, "people"), 0};
    w.shelf.folder = folder;
    w.shelf.arena = &arena;
    w.shelf.land = &w.land;
    bool is_written = world_write(&w, f);
    files_sort(&w.shelf);
    for (size_t i = 0; is_written && files && i < w.shelf.files.count; i++)
        LIST_ADD(a, files, text_copy(a, w.shelf.files.items[i]));
    buffer_clear(&w.shelf.planted);
    buffer_clear(&w.shelf.facts);
    return is_written;
}
