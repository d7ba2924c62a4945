/*
 * What leaves the house: the claim list for the office, the public notice, the payment file. The
 * notice has a name with one character masked, the village, the item and the amount, and no more.
 */
#include "rule/subsidy_inside.h"

#include "base/language.h"
#include "file/workbook.h"
#include "rule/who.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct file_writing {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct subsidy_list *list;
    struct text why;
    struct day from;
    struct workbook *workbook;
    int64_t row;
    struct fault *fault;
};

/* ---- who ---- */

/* 王*明: all but the second character; a single one stands. */
static struct text one_masked(struct arena *a, struct text name)
{
    size_t first = 0, second = 0;
    utf8_next(name, &first);
    struct text rest = text_slice(name, first, name.n);
    if (rest.n == 0)
        return name;
    utf8_next(rest, &second);
    return text_printf(a, "%.*s*%.*s", (int)first, name.p,
                       TEXT_ARG(text_slice(rest, second, rest.n)));
}

static bool notice_name(struct text *out, struct file_writing *w, const struct subsidy_due *x)
{
    struct version v;
    bool there;
    const struct field *name = type_field_find(x->payee_type, TEXT("name"));
    *out = record_print(w->arena, w->ledger, x->payee_type, x->payee);
    if (!x->payee_type->has_sealed || !name || !w->ledger->keyring)
        return true;
    TRY(record_read(&v, &there, w->arena, w->ledger, w->viewer, x->payee_type, x->payee, 0, w->fault));
    if (!there)
        return true;
    TRY(record_open(&v, w->arena, w->ledger, w->viewer, x->payee_type, w->fault));
    if (v.values[name->index].is == VALUE_TEXT)
        *out = one_masked(w->arena, v.values[name->index].t);
    return true;
}

static int64_t to_pay(const struct subsidy_due *x)
{
    return x->application && x->application->granted_fen >= 0 ? x->application->granted_fen : x->amount_fen;
}

/* Decided and not yet paid: what is published and then paid. */
static bool is_to_be_published(const struct subsidy_due *x)
{
    return x->status == SUBSIDY_CLAIMED && !x->is_twice &&
           (text_is(x->application->state, "decided") || text_is(x->application->state, "published"));
}

/* ---- sheets ---- */

struct column {
    const char *title;
    int width;
};

static bool sheet_begin(struct file_writing *w, const char *name, const char *title, const struct column *columns,
                        int count)
{
    TRY(workbook_sheet(w->workbook, text_from(name), w->fault));
    for (int i = 0; i < count; i++)
        workbook_width(w->workbook, i, columns[i].width);
    struct text said = text_printf(w->arena, "%.*s %s", TEXT_ARG(w->list->subsidy->label.zh), title);
    workbook_merge(w->workbook, 0, 0, 0, count - 1, said, STYLE_TITLE);
    for (int i = 0; i < count; i++)
        workbook_text(w->workbook, 1, i, text_from(columns[i].title), STYLE_HEAD);
    workbook_freeze(w->workbook, 2, 0);
    w->row = 2;
    return true;
}

static void money_put(struct file_writing *w, int column, int64_t fen, enum workbook_style style)
{
    workbook_number(w->workbook, w->row, column, (struct decimal){fen, 2}, "#,##0.00", style);
}

static void text_put(struct file_writing *w, int column, struct text t)
{
    if (t.n)
        workbook_text(w->workbook, w->row, column, t, STYLE_PLAIN);
}

static struct text state_say(const struct file_writing *w, const struct subsidy_due *x)
{
    const struct code_list *list = catalogue_codes_find(w->ledger->catalogue, TEXT("claim_state"));
    const struct code *code = list && x->application ? code_find(list, x->application->state) : NULL;
    return code ? code->label.zh : TEXT("");
}

static const struct column list_columns[] = {
    {"序号", 6},      {"状态", 18},     {"姓名（单位）", 18}, {"县区", 12},     {"镇村", 18},
    {"应发金额", 12}, {"依据", 40},     {"不足或排除", 36},   {"申领编号", 14}, {"办理状态", 12},
    {"申领金额", 12}, {"缺少材料", 24}, {"疑点", 20},         {"依据记录", 30},
};
#define LIST_COLUMNS ((int)(sizeof(list_columns) / sizeof(*list_columns)))

static bool list_row(struct file_writing *w, const struct subsidy_due *x)
{
    struct who who;
    TRY(who_read(&who, w->arena, w->ledger, w->viewer, x->payee_type, x->payee, w->why, w->fault));
    struct text doubt = text_printf(w->arena, "%s%s%s", x->is_twice ? "重复申领 " : "",
                                    x->is_elsewhere ? "两地申领 " : "", x->differs ? "超出应发" : "");
    struct text basis = x->file.n ? text_printf(w->arena, "%.*s / %.*s:%lld", TEXT_ARG(x->file),
                                                TEXT_ARG(x->sheet), (long long)x->row)
                                  : TEXT("");
    workbook_number(w->workbook, w->row, 0, (struct decimal){w->row - 1, 0}, "0", STYLE_PLAIN);
    text_put(w, 1, text_from(subsidy_status_label(x->status)));
    text_put(w, 2, who.name);
    text_put(w, 3, x->county);
    text_put(w, 4, x->village);
    money_put(w, 5, x->amount_fen, STYLE_PLAIN);
    text_put(w, 6, x->amount_fen ? x->why : TEXT(""));
    text_put(w, 7, x->lacks);
    text_put(w, 8, x->application ? x->application->code : TEXT(""));
    text_put(w, 9, state_say(w, x));
    if (x->application && x->application->claimed_fen >= 0)
        money_put(w, 10, x->application->claimed_fen, STYLE_PLAIN);
    text_put(w, 11, x->lacks_papers);
    text_put(w, 12, text_trim(doubt));
    text_put(w, 13, basis);
    w->row++;
    return true;
}

static bool claim_list(struct file_writing *w)
{
    TRY(sheet_begin(w, "申领清单", "申领清单", list_columns, LIST_COLUMNS));
    for (size_t i = 0; i < w->list->count; i++)
        TRY(list_row(w, &w->list->items[i]));
    return true;
}

static void total_put(struct file_writing *w, int column, int64_t fen)
{
    workbook_text(w->workbook, w->row, 0, TEXT("合计"), STYLE_TOTAL);
    money_put(w, column, fen, STYLE_TOTAL);
}

static const struct column notice_columns[] = {{"序号", 6}, {"姓名（单位）", 18}, {"镇村", 24},
                                               {"项目", 30}, {"金额（元）", 14}};

static struct text notice_says(const struct file_writing *w)
{
    const struct subsidy *s = w->list->subsidy;
    struct day last = {w->from.since_1970 + (s->notice_days ? s->notice_days : 1) - 1};
    return text_printf(w->arena, "公示期%d天%s：%.*s 至 %.*s。有异议的，请在公示期内提出。%.*s",
                       s->notice_days, s->notice_times > 1 ? "（共公示两次）" : "",
                       TEXT_ARG(day_print(w->arena, w->from)), TEXT_ARG(day_print(w->arena, last)),
                       TEXT_ARG(s->contact.zh));
}

static bool notice_sheet(struct file_writing *w)
{
    int64_t n = 0, fen = 0;
    TRY(sheet_begin(w, "公示", "公示", notice_columns, 5));
    for (size_t i = 0; i < w->list->count; i++) {
        const struct subsidy_due *x = &w->list->items[i];
        struct text name;
        if (!is_to_be_published(x))
            continue;
        TRY(notice_name(&name, w, x));
        workbook_number(w->workbook, w->row, 0, (struct decimal){++n, 0}, "0", STYLE_PLAIN);
        text_put(w, 1, name);
        text_put(w, 2, x->village.n ? x->village : x->county);
        text_put(w, 3, w->list->subsidy->label.zh);
        money_put(w, 4, to_pay(x), STYLE_PLAIN);
        fen += to_pay(x);
        w->row++;
    }
    total_put(w, 4, fen);
    w->row++;
    workbook_text(w->workbook, w->row, 0, notice_says(w), STYLE_NOTE);
    return true;
}

static bool notice_text(struct file_writing *w, struct buffer *out)
{
    int n = 0;
    buffer_printf(out, "%.*s公示\n%.*s\n\n序号\t姓名（单位）\t镇村\t项目\t金额（元）\n",
                  TEXT_ARG(w->list->subsidy->label.zh), TEXT_ARG(notice_says(w)));
    for (size_t i = 0; i < w->list->count; i++) {
        const struct subsidy_due *x = &w->list->items[i];
        struct text name;
        if (!is_to_be_published(x))
            continue;
        TRY(notice_name(&name, w, x));
        buffer_printf(out, "%d\t%.*s\t%.*s\t%.*s\t%.*s\n", ++n, TEXT_ARG(name),
                      TEXT_ARG(x->village.n ? x->village : x->county),
                      TEXT_ARG(w->list->subsidy->label.zh), TEXT_ARG(fen_print(w->arena, to_pay(x))));
    }
    return true;
}

/* ---- the payment file ---- */

static const struct column pay_columns[] = {{"序号", 6},      {"姓名（单位）", 18}, {"证件号码", 22},
                                            {"收款账号", 26}, {"金额（元）", 14},   {"发放批次", 14},
                                            {"申领编号", 16}};

static bool account_read(struct text *out, struct file_writing *w, const struct subsidy_due *x)
{
    const struct record_type *t = catalogue_type_find(w->ledger->catalogue, TEXT("claim.application"));
    const struct field *field = t ? type_field_find(t, TEXT("account")) : NULL;
    struct version v;
    bool there;
    *out = TEXT("");
    if (!field || !w->ledger->keyring)
        return true;
    TRY(record_read(&v, &there, w->arena, w->ledger, w->viewer, t, x->application->record, 0, w->fault));
    if (!there)
        return true;
    if (w->why.n)
        TRY(record_unmask(&v, w->arena, w->ledger, w->viewer, t, w->why, w->fault));
    else
        TRY(record_open(&v, w->arena, w->ledger, w->viewer, t, w->fault));
    if (v.values[field->index].is != VALUE_NONE)
        *out = value_print(w->arena, w->ledger, field, v.values[field->index], w->why.n == 0);
    return true;
}

static bool pay_row(struct file_writing *w, const struct subsidy_due *x, int64_t n)
{
    struct who who;
    struct text account;
    TRY(who_read(&who, w->arena, w->ledger, w->viewer, x->payee_type, x->payee, w->why, w->fault));
    TRY(account_read(&account, w, x));
    workbook_number(w->workbook, w->row, 0, (struct decimal){n, 0}, "0", STYLE_PLAIN);
    text_put(w, 1, who.name);
    text_put(w, 2, who.number);
    text_put(w, 3, account);
    money_put(w, 4, to_pay(x), STYLE_PLAIN);
    text_put(w, 5, x->application->batch);
    text_put(w, 6, x->application->code);
    w->row++;
    return true;
}

static bool payment_sheet(struct file_writing *w)
{
    int64_t n = 0, fen = 0;
    TRY(sheet_begin(w, "发放表", "发放表", pay_columns, 7));
    for (size_t i = 0; i < w->list->count; i++)
        if (is_to_be_published(&w->list->items[i])) {
            TRY(pay_row(w, &w->list->items[i], ++n));
            fen += to_pay(&w->list->items[i]);
        }
    total_put(w, 4, fen);
    return true;
}

/* ---- files ---- */

static bool workbook_write(struct file_writing *w, const char *path,
                           bool (*fill)(struct file_writing *w))
{
    struct fault ignored = {0};
    TRY(workbook_open(&w->workbook, path, w->fault));
    bool good = fill(w);
    return workbook_finish(w->workbook, good ? w->fault : &ignored) && good;
}

static bool text_write(struct file_writing *w, const char *path)
{
    SCOPED_BUFFER out = {0};
    TRY(notice_text(w, &out));
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(out.p, 1, out.n, file) == out.n;
    if (file)
        good = fclose(file) == 0 && good;
    return good || fault_set(w->fault, FAULT_SYSTEM, "cannot write \"%s\": %s", path, strerror(errno));
}

const char *subsidy_file_name(enum subsidy_file file)
{
    static const char *const names[] = {"申领清单.xlsx", "公示.xlsx", "公示.txt", "发放表.xlsx"};
    return names[file];
}

static bool is_notice(enum subsidy_file file)
{
    return file == SUBSIDY_NOTICE || file == SUBSIDY_NOTICE_TEXT;
}

bool subsidy_write_file(struct arena *a, struct ledger *l, const struct viewer *v,
                        const struct subsidy_list *list, enum subsidy_file file, const char *path,
                        struct day from, struct text why, struct fault *f)
{
    struct file_writing w = {.arena = a, .ledger = l, .viewer = v, .list = list, .why = why, .from = from,
                        .fault = f};
    if (is_notice(file) && !list->subsidy->notice_days)
        return fault_set(f, FAULT_INPUT, "\"%.*s\" is not published", TEXT_ARG(list->subsidy->name));
    if (file == SUBSIDY_NOTICE_TEXT)
        return text_write(&w, path);
    return workbook_write(&w, path, file == SUBSIDY_NOTICE    ? notice_sheet
                                    : file == SUBSIDY_PAYMENT ? payment_sheet
                                                              : claim_list);
}

bool subsidy_write(text_list *files, struct arena *a, struct ledger *l, const struct viewer *v,
                   const struct subsidy_list *list, const char *folder, struct day from,
                   struct text why, struct fault *f)
{
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return fault_set(f, FAULT_SYSTEM, "cannot make the folder \"%s\": %s", folder, strerror(errno));
    for (int i = SUBSIDY_CLAIM_LIST; i <= SUBSIDY_PAYMENT; i++) {
        const char *name = subsidy_file_name((enum subsidy_file)i);
        if (is_notice((enum subsidy_file)i) && !list->subsidy->notice_days)
            continue;
        TRY(subsidy_write_file(a, l, v, list, (enum subsidy_file)i,
                               text_cstr(a, text_printf(a, "%s/%s", folder, name)), from, why, f));
        LIST_ADD(a, files, text_from(name));
    }
    return true;
}
