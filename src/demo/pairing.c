/*
 * Writes pairs: real regions of both sides; schools, hospitals, firms and societies are invented.
 */
#include "demo/world.h"

#include <inttypes.h>

static const struct put_column pair_columns[] = {
    {{"结对类型"}, NULL, false},       {{"东部地区"}, "东部", true},
    {{"东部结对单位"}, "东部", false}, {{"西部地区"}, "西部", true},
    {{"西部结对单位"}, "西部", false}, {{"结对日期"}, "时间", false},
    {{"解除日期"}, "时间", false},
};

struct matching { /* how far each kind has used up the regions of its two sides */
    struct world *w;
    struct draft *draft;
    struct random random;
    int64_t east_town[2], east_village[2]; /* Dongguan's, Zhongshan's */
    int64_t firm, school, hospital, society;
};

static size_t side_of(int64_t party)
{
    return party == 442000000000;
}

static struct text own_name(struct matching *m, int64_t code)
{
    return land_name(&m->w->land, code);
}

/* Schools and hospitals that are paired send people later on. */
static void house_keep(struct matching *m, const struct plan_row *row, struct spot east,
                       struct spot west, struct day since)
{
    struct house_pair p = {row->party, row->place, east.code, east.name, west.name, since};
    if (text_is(row->kind, "school"))
        LIST_ADD(m->w->arena, &m->w->school_pairs, p);
    else if (text_is(row->kind, "hospital"))
        LIST_ADD(m->w->arena, &m->w->hospital_pairs, p);
}

static void pair_put(struct matching *m, const struct plan_row *row, const char *kind,
                     struct spot east, struct spot west, struct day since, struct day until)
{
    struct put_cell *cells = draft_add(m->draft);
    if (until.since_1970 == DAY_LAST.since_1970)
        house_keep(m, row, east, west, since);
    cells[0] = cell_str(kind);
    cells[1] = cell_region(east.code);
    cells[2] = cell_text(east.name);
    cells[3] = cell_region(west.code);
    cells[4] = cell_text(west.name);
    cells[5] = cell_day(since);
    if (until.since_1970 != DAY_LAST.since_1970)
        cells[6] = cell_day(until);
}

/* Every end of the longer side once, the shorter side in turns: exactly the plan's two counts. */
static void pairs_put(struct matching *m, const struct plan_row *row, const char *kind,
                      const struct spot *east, int64_t east_count, const struct spot *west,
                      int64_t west_count)
{
    int64_t edges = east_count > west_count ? east_count : west_count;
    for (int64_t i = 0; i < edges; i++)
        pair_put(m, row, kind, east[i % east_count], west[i % west_count],
                 day_within(&m->random, row->first, row->last), DAY_LAST);
    for (int64_t i = 0; i < row->n[2];
         i++) { /* made then and dissolved since, with the same ends */
        struct day since = day_after(row->first, -60 - i);
        pair_put(m, row, kind, east[i % east_count], west[(i + 1) % west_count], since,
                 day_after(since, 45));
    }
}

static struct spot invented(struct matching *m, int64_t region, const char *what, int64_t serial)
{
    static const char *const signs[] = {"启智", "育才", "明德", "弘文",
                                        "仁和", "康宁", "博爱", "同济"};
    struct spot s = {region, {NULL, 0}};
    s.name = text_printf(m->w->arena, "%.*s%s%s", TEXT_ARG(own_name(m, region)), signs[serial % 8],
                         what);
    return s;
}

static struct spots first_spots(struct arena *a, struct spots from, int64_t skip, int64_t count)
{
    struct spots out = {ARENA_ARRAY(a, struct spot, count + 1), (size_t)count};
    for (int64_t i = 0; i < count; i++)
        out.items[i] = from.items[(skip + i) % (int64_t)from.count];
    return out;
}

/* Towns of the east go round without repeating until the plan has used them all. */
static struct spots east_towns(struct matching *m, struct arena *a, int64_t party, int64_t count)
{
    int64_t *used = &m->east_town[side_of(party)];
    struct spots out = first_spots(a, land_towns(a, &m->w->land, party), *used, count);
    *used += count;
    return out;
}

static void county_row(struct matching *m, const struct plan_row *row)
{
    SCOPED_ARENA a = {0};
    struct spots east = east_towns(m, &a, row->party, row->n[1]);
    struct spot west = {row->place, own_name(m, row->place)};
    pairs_put(m, row, "县区结对", east.items, row->n[1], &west, 1);
}

/* The second row of a county goes on where its first ended. */
static int64_t earlier(struct matching *m, const struct plan_row *row, int n)
{
    int64_t sum = 0;
    const struct plan_row *before = NULL;
    while ((before = plan_next(&m->w->plan, "pair", before)) && before < row)
        if (before->place == row->place && text_equal(before->kind, row->kind))
            sum += before->n[n];
    return sum;
}

static void town_row(struct matching *m, const struct plan_row *row)
{
    SCOPED_ARENA a = {0};
    struct spots west =
        first_spots(&a, land_towns(&a, &m->w->land, row->place), earlier(m, row, 0), row->n[0]);
    int64_t limit = side_of(row->party) ? 21 : 32; /* only towns that help a county */
    struct spots east = first_spots(&a, land_towns(&a, &m->w->land, row->party),
                                    random_below(&m->random, limit - 8), 4);
    pairs_put(m, row, "乡镇结对", east.items, row->n[0] < 4 ? row->n[0] : 4, west.items, row->n[0]);
}

static void village_row(struct matching *m, const struct plan_row *row)
{
    SCOPED_ARENA a = {0};
    int64_t *used = &m->east_village[side_of(row->party)];
    struct spots west =
        first_spots(&a, land_villages(&a, &m->w->land, row->place), earlier(m, row, 0), row->n[0]);
    struct spots all = {NULL, 0};
    LIST(struct spot) list = {0};
    struct spots towns = land_towns(&a, &m->w->land, row->party);
    for (size_t i = 0; i < towns.count; i++) { /* villages town by town */
        struct spots some = land_villages(&a, &m->w->land, towns.items[i].code);
        for (size_t k = 0; k < some.count; k++)
            LIST_ADD(&a, &list, some.items[k]);
    }
    all = (struct spots){list.items, list.count};
    struct spots east = first_spots(&a, all, *used, row->n[1]);
    *used += row->n[1];
    pairs_put(m, row, "村村结对", east.items, row->n[1], west.items, row->n[0]);
}

static void firm_row(struct matching *m, const struct plan_row *row)
{
    SCOPED_ARENA a = {0};
    struct spots west =
        first_spots(&a, land_villages(&a, &m->w->land, row->place), earlier(m, row, 0), row->n[0]);
    struct spot *firms = ARENA_ARRAY(&a, struct spot, row->n[1] + 1);
    struct spots towns = land_towns(&a, &m->w->land, row->party);
    for (int64_t i = 0; i < row->n[1]; i++, m->firm++) {
        firms[i].code = towns.items[m->firm % (int64_t)towns.count].code;
        firms[i].name = firm_name(m->w->arena, &m->w->land, firms[i].code, m->firm * 5 + 3);
    }
    pairs_put(m, row, "村企结对", firms, row->n[1], west.items, row->n[0]);
}

static void house_row(struct matching *m, const struct plan_row *row, const char *kind,
                      const char *east_what, const char *west_what, int64_t *serial)
{
    SCOPED_ARENA a = {0};
    struct spots towns = land_towns(&a, &m->w->land, row->party);
    struct spot *east = ARENA_ARRAY(&a, struct spot, row->n[1] + 1);
    struct spot *west = ARENA_ARRAY(&a, struct spot, row->n[0] + 1);
    for (int64_t i = 0; i < row->n[1]; i++, ++*serial)
        east[i] = invented(m, towns.items[*serial % 20].code, east_what, *serial);
    for (int64_t i = 0; i < row->n[0]; i++)
        west[i] = invented(m, row->place, west_what, i);
    pairs_put(m, row, kind, east, row->n[1], west, row->n[0]);
}

static void row_put(struct matching *m, const struct plan_row *row)
{
    if (text_is(row->kind, "county"))
        county_row(m, row);
    else if (text_is(row->kind, "town"))
        town_row(m, row);
    else if (text_is(row->kind, "village"))
        village_row(m, row);
    else if (text_is(row->kind, "enterprise"))
        firm_row(m, row);
    else if (text_is(row->kind, "school"))
        house_row(m, row, "学校结对", "职业技术学校", "职业高级中学", &m->school);
    else if (text_is(row->kind, "hospital"))
        house_row(m, row, "医院结对", "医院", "人民医院", &m->hospital);
    else
        house_row(m, row, "社会组织结对", "公益促进会", "社会工作服务中心", &m->society);
}

static void pairs_plant(struct draft *d, struct random *r)
{
    const struct sheet_line *line = &d->lines.items[random_below(r, (int64_t)d->lines.count)];
    struct put_cell *cells = draft_plant(d, "解除日期早于结对日期");
    for (int c = 0; c < d->column_count; c++)
        cells[c] = line->cells[c];
    cells[2] = cell_str("演示用结对单位");
    cells[6] = cell_day(day_after((struct day){(int32_t)line->cells[5].number}, -400));
}

static bool kind_write(struct matching *m, struct book *b, const char *kind, const char *sheet,
                       struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft d;
    draft_start(&d, &a, &m->w->land, text_from(sheet), text_printf(&a, "昭通市%s台账", sheet),
                pair_columns, COLUMN_COUNT(pair_columns));
    m->draft = &d;
    const struct plan_row *row = NULL;
    while ((row = plan_next(&m->w->plan, "pair", row)))
        if (text_is(row->kind, kind))
            row_put(m, row);
    pairs_plant(&d, &m->random);
    return book_write(b, &d, f);
}

bool pairing_write(struct world *w, struct fault *f)
{
    static const struct habit merged = {.office = "昭通市扶贫协作办公室",
                                        .days = DAY_HANZI,
                                        .lead_rows = 2,
                                        .has_groups = true,
                                        .has_merges = true,
                                        .has_notes = true};
    static const struct habit gbk = {
        .office = "昭通市工商联", .form = FORM_CSV_GB18030, .days = DAY_DOTS};
    struct matching m = {.w = w, .random = random_named(w->seed, "pairing")};
    struct book *b;
    TRY(book_open(&b, &w->shelf, "02_昭通市_结对帮扶", &merged, f));
    TRY(kind_write(&m, b, "county", "县区结对情况", f) &&
        kind_write(&m, b, "town", "乡镇结对情况", f));
    TRY(kind_write(&m, b, "village", "村村结对情况", f));
    TRY(kind_write(&m, b, "school", "学校结对", f) && kind_write(&m, b, "hospital", "医院结对", f));
    TRY(kind_write(&m, b, "organisation", "社会组织结对情况", f) && book_close(b, f));
    TRY(book_open(&b, &w->shelf, "03_昭通市_村企结对", &gbk, f));
    return kind_write(&m, b, "enterprise", "村企结对", f) && book_close(b, f);
}
