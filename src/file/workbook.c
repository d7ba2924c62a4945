/*
 * The library's constant_memory mode writes each row out when the next one begins: nothing can be
 * put into an earlier row, which is why merged areas are only noted here and never padded below.
 */
#include "file/workbook.h"

#include "base/map.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define CELL_CHARACTERS_MAX 32767
#define SHEET_CHARACTERS_MAX 31
#define EXACT_IN_DOUBLE 999999999999999 /* fifteen digits; more would be rounded */
#define DAY_OF_SERIAL_0 (-25569)        /* 1899-12-30, true from serial 61 on */
#define DAY_OF_SERIAL_61 (DAY_OF_SERIAL_0 + 61)

struct column {
    int characters;
    bool is_hidden;
};

struct workbook {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    struct arena arena;   /* of the whole workbook: formats */
    struct arena pages;   /* of the sheet: columns */
    struct arena scratch; /* of one cell */
    struct map formats;   /* style and number format -> lxw_format */
    LIST(struct column) columns;
    lxw_error error; /* the first one */
    struct text path;
};

static void error_keep(struct workbook *w, lxw_error e)
{
    if (w->error == LXW_NO_ERROR)
        w->error = e;
}

bool workbook_open(struct workbook **out, const char *path, struct fault *f)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_FALSE};
    /* The library opens it only when all is written, and then complains on standard error. */
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", path, strerror(errno));
    close(fd);
    lxw_workbook *book = workbook_new_opt(path, &options);
    if (!book)
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", path, strerror(ENOMEM));
    struct workbook *w = memory_new(sizeof(*w));
    w->book = book;
    w->path = text_copy(&w->arena, text_from(path));
    *out = w;
    return true;
}

void workbook_made(struct workbook *w, int64_t at_ms)
{
    lxw_doc_properties properties = {.created = (time_t)(at_ms / 1000)};
    error_keep(w, workbook_set_properties(w->book, &properties));
}

static struct text sheet_name_clean(struct arena *a, struct text name, size_t characters_max)
{
    char *clean = arena_alloc(a, name.n + 1);
    size_t n = 0;
    for (size_t at = 0, length; at < name.n && characters_max > 0; at += length, characters_max--) {
        struct text rest = text_slice(name, at, name.n);
        uint32_t c = utf8_next(rest, &length);
        bool is_barred = c < 0x20 || (c < 0x80 && strchr("[]:*?/\\'", (int)c));
        n += utf8_put(clean + n, is_barred ? '_' : c);
    }
    return n ? (struct text){clean, n} : TEXT("Sheet");
}

bool workbook_sheet(struct workbook *w, struct text name, struct fault *f)
{
    struct text clean = sheet_name_clean(&w->arena, name, SHEET_CHARACTERS_MAX);
    char *title = text_cstr(&w->arena, clean);
    for (int n = 2; workbook_validate_sheet_name(w->book, title) != LXW_NO_ERROR; n++) {
        if (n > 9999)
            return fault_set(f, FAULT_INPUT, "no sheet can be named \"%.*s\"", TEXT_ARG(name));
        clean = sheet_name_clean(&w->arena, name, SHEET_CHARACTERS_MAX - 6);
        title = text_cstr(&w->arena, text_printf(&w->arena, "%.*s(%d)", TEXT_ARG(clean), n));
    }
    w->sheet = workbook_add_worksheet(w->book, title);
    if (!w->sheet)
        return fault_set(f, FAULT_SYSTEM, "cannot add a sheet to \"%.*s\"", TEXT_ARG(w->path));
    arena_reset(&w->pages);
    memset(&w->columns, 0, sizeof(w->columns));
    return true;
}

/* ---- columns ---- */

static struct column *column_at(struct workbook *w, int column)
{
    while (w->columns.count <= (size_t)column)
        LIST_ADD(&w->pages, &w->columns, (struct column){0, false});
    return &w->columns.items[column];
}

static void column_apply(struct workbook *w, int column)
{
    const struct column *c = column_at(w, column);
    lxw_row_col_options options = {.hidden = c->is_hidden};
    double width = c->characters ? c->characters : LXW_DEF_COL_WIDTH;
    lxw_col_t col = (lxw_col_t)column;
    error_keep(w, worksheet_set_column_opt(w->sheet, col, col, width, NULL, &options));
}

void workbook_width(struct workbook *w, int column, int characters)
{
    column_at(w, column)->characters = characters;
    column_apply(w, column);
}

void workbook_choices(struct workbook *w, int64_t row, int64_t row_last, int column,
                      const struct text *words, size_t count)
{
    char **list = ARENA_ARRAY(&w->arena, char *, count + 1);
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = list,
                                      .ignore_blank = LXW_VALIDATION_ON};
    for (size_t i = 0; i < count; i++)
        list[i] = text_cstr(&w->arena, words[i]);
    error_keep(w, worksheet_data_validation_range(w->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                                  (lxw_row_t)row_last, (lxw_col_t)column,
                                                  &validation));
}

void workbook_hide_column(struct workbook *w, int column)
{
    column_at(w, column)->is_hidden = true;
    column_apply(w, column);
}

void workbook_freeze(struct workbook *w, int64_t rows, int columns)
{
    worksheet_freeze_panes(w->sheet, (lxw_row_t)rows, (lxw_col_t)columns);
}

/* ---- paper ---- */

#define PAPER_A4 9
#define FOOT_CHARACTERS_MAX 200

void workbook_page(struct workbook *w, bool is_landscape, struct text foot)
{
    arena_reset(&w->scratch);
    size_t n = 0, length;
    for (int i = 0; n < foot.n && i < FOOT_CHARACTERS_MAX; i++, n += length)
        utf8_next(text_slice(foot, n, foot.n), &length);
    if (is_landscape)
        worksheet_set_landscape(w->sheet);
    worksheet_set_paper(w->sheet, PAPER_A4);
    worksheet_fit_to_pages(w->sheet, 1, 0);
    worksheet_center_horizontally(w->sheet);
    worksheet_set_margins(w->sheet, 0.5, 0.5, 0.6, 0.7);
    /* A lone & would begin a code of the footer's. */
    SCOPED_BUFFER codes = {0};
    for (size_t i = 0; i < n; i++)
        buffer_add_str(&codes, foot.p[i] == '&' ? "&&" : (char[]){foot.p[i], '\0'});
    struct text footer =
        text_printf(&w->scratch, "&L&8%.*s&R&8&P / &N", (int)codes.n, codes.p ? codes.p : "");
    error_keep(w, worksheet_set_footer(w->sheet, footer.p));
}

#define BREAKS_MAX 1000

void workbook_breaks(struct workbook *w, const int64_t *rows, size_t count)
{
    if (count > BREAKS_MAX)
        count = BREAKS_MAX;
    lxw_row_t *breaks = ARENA_ARRAY(&w->pages, lxw_row_t, count + 1); /* a 0 ends them */
    for (size_t i = 0; i < count; i++)
        breaks[i] = (lxw_row_t)rows[i];
    worksheet_set_print_scale(w->sheet, 100); /* breaks are not looked at where pages are fitted */
    if (count)
        error_keep(w, worksheet_set_h_pagebreaks(w->sheet, breaks));
}

void workbook_print_area(struct workbook *w, int64_t row_last, int column_last)
{
    error_keep(w,
               worksheet_print_area(w->sheet, 0, 0, (lxw_row_t)row_last, (lxw_col_t)column_last));
}

void workbook_repeat_rows(struct workbook *w, int64_t row, int64_t row_last)
{
    error_keep(w, worksheet_repeat_rows(w->sheet, (lxw_row_t)row, (lxw_row_t)row_last));
}

void workbook_row_height(struct workbook *w, int64_t row, int points)
{
    error_keep(w, worksheet_set_row(w->sheet, (lxw_row_t)row, points, NULL));
}

void workbook_hide_sheet(struct workbook *w)
{
    worksheet_hide(w->sheet);
}

void workbook_hide_row(struct workbook *w, int64_t row)
{
    lxw_row_col_options options = {.hidden = LXW_TRUE};
    error_keep(w,
               worksheet_set_row_opt(w->sheet, (lxw_row_t)row, LXW_DEF_ROW_HEIGHT, NULL, &options));
}

/* ---- formats ---- */

#define FAMILY "宋体" /* of Excel and WPS in Chinese */

static void style_apply(lxw_format *format, enum workbook_style style)
{
    format_set_font_name(format, FAMILY);
    switch (style) {
    case STYLE_PLAIN:
        break;
    case STYLE_TITLE:
        format_set_bold(format);
        format_set_font_size(format, 16);
        format_set_align(format, LXW_ALIGN_CENTER);
        break;
    case STYLE_HEAD:
        format_set_bold(format);
        format_set_bg_color(format, 0xE7E6E6);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_align(format, LXW_ALIGN_CENTER);
        format_set_text_wrap(format);
        break;
    case STYLE_NOTE:
        format_set_italic(format);
        format_set_font_color(format, 0x7F7F7F);
        break;
    case STYLE_FOOT:
        format_set_italic(format);
        format_set_font_color(format, 0x7F7F7F);
        format_set_text_wrap(format);
        break;
    case STYLE_REASON:
        format_set_font_color(format, 0xC00000);
        format_set_text_wrap(format);
        break;
    case STYLE_TOTAL:
        format_set_bold(format);
        format_set_top(format, LXW_BORDER_THIN);
        break;
    case STYLE_CELL_RIGHT:
        format_set_align(format, LXW_ALIGN_RIGHT);
        format_set_border(format, LXW_BORDER_THIN);
        break;
    case STYLE_CELL_LEFT:
        format_set_align(format, LXW_ALIGN_LEFT);
        format_set_border(format, LXW_BORDER_THIN);
        break;
    case STYLE_CELL:
        format_set_border(format, LXW_BORDER_THIN);
        format_set_text_wrap(format);
        break;
    case STYLE_GROUP:
        format_set_bold(format);
        format_set_bg_color(format, 0xF2F2F2);
        format_set_border(format, LXW_BORDER_THIN);
        break;
    case STYLE_WRAPPED:
        format_set_text_wrap(format);
        format_set_indent(format, 1);
        break;
    }
    if (style != STYLE_PLAIN)
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
}

static lxw_format *format_get(struct workbook *w, enum workbook_style style, const char *number)
{
    if (style == STYLE_PLAIN && !number[0])
        return NULL;
    struct text key = text_printf(&w->scratch, "%d %s", (int)style, number);
    lxw_format *format = map_find(&w->formats, key);
    if (format)
        return format;
    format = workbook_add_format(w->book);
    style_apply(format, style);
    if (number[0])
        format_set_num_format(format, number);
    map_put(&w->arena, &w->formats, text_copy(&w->arena, key), format);
    return format;
}

/* ---- cells ---- */

/* As long as a cell may be; a cut text ends in "…", so that it is seen to be cut. */
static char *cell_cstr(struct workbook *w, struct text t)
{
    if (t.n <= CELL_CHARACTERS_MAX || utf8_count(t) <= CELL_CHARACTERS_MAX)
        return text_cstr(&w->scratch, t);
    size_t at = 0, length;
    for (int n = 0; n < CELL_CHARACTERS_MAX - 1; n++, at += length)
        utf8_next(text_slice(t, at, t.n), &length);
    return text_cstr(&w->scratch, text_printf(&w->scratch, "%.*s…", (int)at, t.p));
}

static void text_put(struct workbook *w, int64_t row, int column, struct text t,
                     enum workbook_style style)
{
    error_keep(w, worksheet_write_string(w->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                         cell_cstr(w, t), format_get(w, style, "")));
}

void workbook_text(struct workbook *w, int64_t row, int column, struct text t,
                   enum workbook_style style)
{
    arena_reset(&w->scratch);
    text_put(w, row, column, t, style);
}

void workbook_number(struct workbook *w, int64_t row, int column, struct decimal d,
                     const char *format, enum workbook_style style)
{
    arena_reset(&w->scratch);
    struct text printed = decimal_print(&w->scratch, d);
    if (d.mantissa > EXACT_IN_DOUBLE || d.mantissa < -EXACT_IN_DOUBLE) {
        text_put(w, row, column, printed, style);
        return;
    }
    error_keep(w, worksheet_write_number(w->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                         strtod(text_cstr(&w->scratch, printed), NULL),
                                         format_get(w, style, format)));
}

void workbook_day(struct workbook *w, int64_t row, int column, struct day d)
{
    arena_reset(&w->scratch);
    if (d.since_1970 < DAY_OF_SERIAL_61) { /* before it Excel believes in 29 February 1900 */
        text_put(w, row, column, day_print(&w->scratch, d), STYLE_PLAIN);
        return;
    }
    error_keep(w, worksheet_write_number(w->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                         d.since_1970 - DAY_OF_SERIAL_0,
                                         format_get(w, STYLE_PLAIN, "yyyy-mm-dd")));
}

void workbook_formula(struct workbook *w, int64_t row, int column, const char *formula,
                      struct decimal cached)
{
    arena_reset(&w->scratch);
    char *printed = text_cstr(&w->scratch, decimal_print(&w->scratch, cached));
    error_keep(w, worksheet_write_formula_num(w->sheet, (lxw_row_t)row, (lxw_col_t)column, formula,
                                              NULL, strtod(printed, NULL)));
}

void workbook_merge(struct workbook *w, int64_t row, int column, int64_t row_last, int column_last,
                    struct text t, enum workbook_style style)
{
    workbook_text(w, row, column, t, style);
    for (int c = column + 1; c <= column_last; c++)
        workbook_text(w, row, c, TEXT(""), style);
    if (row == row_last && column == column_last)
        return;
    /* Without text and format the library notes the area and writes no cell. */
    error_keep(w, worksheet_merge_range(w->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                        (lxw_row_t)row_last, (lxw_col_t)column_last, "", NULL));
}

/* ---- charts ---- */

#define CHART_COLOUR 0x2F6F8F
#define CHART_WIDTH_PX 480 /* as the library makes it */
#define CHART_HEIGHT_PX 288

/*
 * The library reads the cells of a chart again to keep their values with it, which it cannot where
 * rows are written out at once: it would take names for numbers.
 */
static void range_keep(lxw_series_range *range, struct workbook *w, const struct workbook_chart *c,
                       bool is_name)
{
    range->ignore_cache = LXW_TRUE;
    range->has_string_cache = is_name;
    range->num_data_points = (uint16_t)(c->row_last - c->row + 1);
    for (int64_t i = 0; i <= c->row_last - c->row; i++) {
        const struct workbook_mark *m = &c->marks[i];
        lxw_series_data_point *point = memory_new(sizeof(*point)); /* the library frees it */
        point->is_string = is_name;
        point->no_data = !is_name && !m->is_known;
        if (is_name) {
            point->string = memory_new(m->name.n + 1);
            if (m->name.n)
                memcpy(point->string, m->name.p, m->name.n);
        } else if (m->is_known) {
            point->number = strtod(text_cstr(&w->scratch, decimal_print(&w->scratch, m->number)), NULL);
        }
        STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
    }
}

static void series_set(lxw_chart_series *series, struct workbook *w, const struct workbook_chart *c)
{
    lxw_chart_line line = {.color = CHART_COLOUR, .width = 2};
    lxw_chart_fill fill = {.color = CHART_COLOUR};
    lxw_row_t from = (lxw_row_t)c->row, to = (lxw_row_t)c->row_last;
    chart_series_set_categories(series, w->sheet->name, from, (lxw_col_t)c->name_column, to,
                                (lxw_col_t)c->name_column);
    chart_series_set_values(series, w->sheet->name, from, (lxw_col_t)c->number_column, to,
                            (lxw_col_t)c->number_column);
    range_keep(series->categories, w, c, true);
    range_keep(series->values, w, c, false);
    chart_series_set_name(series, text_cstr(&w->scratch, c->title));
    if (c->is_line) {
        chart_series_set_line(series, &line);
        chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
        chart_series_set_marker_size(series, 5);
        chart_series_set_marker_fill(series, &fill);
        chart_series_set_marker_line(series, &line);
    } else {
        chart_series_set_fill(series, &fill);
    }
    if (!c->has_labels)
        return;
    lxw_chart_font font = {.size = 8};
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, c->format);
    chart_series_set_labels_font(series, &font);
    if (c->is_line)
        chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_ABOVE);
}

static void axes_set(lxw_chart *chart, struct workbook *w, const struct workbook_chart *c)
{
    lxw_chart_line rule = {.color = 0xDDDDDD, .width = 0.75};
    lxw_chart_font font = {.size = 9}, title = {.size = 11, .bold = LXW_TRUE};
    lxw_chart_font upright = {.size = 9, .rotation = 360}; /* the library's word for none */
    chart_title_set_name(chart, text_cstr(&w->scratch, c->title));
    chart_title_set_name_font(chart, &title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_num_font(chart->x_axis, &font);
    chart_axis_set_num_font(chart->y_axis, &font);
    chart_axis_set_num_format(chart->y_axis, "#,##0.######");
    chart_axis_set_min(chart->y_axis, 0);
    chart_axis_major_gridlines_set_line(chart->y_axis, &rule);
    if (c->unit.n) {
        chart_axis_set_name(chart->y_axis, text_cstr(&w->scratch, c->unit));
        chart_axis_set_name_font(chart->y_axis, &upright);
    }
}

void workbook_chart(struct workbook *w, const struct workbook_chart *c)
{
    arena_reset(&w->scratch);
    lxw_chart *chart =
        workbook_add_chart(w->book, c->is_line ? LXW_CHART_LINE : LXW_CHART_COLUMN);
    lxw_chart_series *series = chart ? chart_add_series(chart, NULL, NULL) : NULL;
    if (!series) {
        error_keep(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    series_set(series, w, c);
    axes_set(chart, w, c);
    lxw_chart_options options = {.x_scale = (double)c->width_px / CHART_WIDTH_PX,
                                 .y_scale = (double)c->height_px / CHART_HEIGHT_PX,
                                 .description = text_cstr(&w->scratch, c->title)};
    error_keep(w, worksheet_insert_chart_opt(w->sheet, (lxw_row_t)c->at_row,
                                             (lxw_col_t)c->at_column, chart, &options));
}

bool workbook_finish(struct workbook *w, struct fault *f)
{
    lxw_error closed = workbook_close(w->book); /* the library's own */
    error_keep(w, closed);
    bool is_written = w->error == LXW_NO_ERROR;
    if (!is_written)
        fault_set(f, FAULT_SYSTEM, "cannot write \"%.*s\": %s", TEXT_ARG(w->path),
                  lxw_strerror(w->error));
    arena_clear(&w->scratch);
    arena_clear(&w->pages);
    arena_clear(&w->arena);
    memory_free(w);
    return is_written;
}
