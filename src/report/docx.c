/*
 * Documents as DOCX: real headings, real tables whose headings are repeated on every page.
 */
#include "base/language.h"
#include "file/package.h"
#include "report/picture.h"

#include <stdio.h>

#define CELL_HALF_POINTS_MAX 18
#define CELL_HALF_POINTS_MIN 10
#define PAGE_TWIPS 9600       /* between the margins of A4, upright; a twentieth of a point */
#define PAGE_TWIPS_WIDE 14400 /* lying */

static const char content_types[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Default Extension=\"png\" ContentType=\"image/png\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";

static const char relations[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "officeDocument\" Target=\"word/document.xml\"/></Relationships>";

static const char document_relations[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "footer\" Target=\"footer1.xml\"/>"
    "<Relationship Id=\"rId3\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "settings\" Target=\"settings.xml\"/>"; /* pictures follow */

#define PICTURE_NAMESPACE "http://schemas.openxmlformats.org/drawingml/2006/picture"
#define NAMESPACE                                                                                  \
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                    \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "             \
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "         \
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "                           \
    "xmlns:pic=\"" PICTURE_NAMESPACE "\""

static const char styles[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:styles " NAMESPACE
    "><w:docDefaults>"
    "<w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
    "w:eastAsia=\"宋体\"/><w:sz w:val=\"24\"/><w:lang w:val=\"en-US\" "
    "w:eastAsia=\"zh-CN\"/></w:rPr>"
    "</w:rPrDefault></w:docDefaults>"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
    "w:val=\"Normal\"/></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn "
    "w:val=\"Normal\"/>"
    "<w:pPr><w:jc w:val=\"center\"/><w:spacing w:after=\"120\"/></w:pPr><w:rPr><w:rFonts "
    "w:eastAsia=\"黑体\"/><w:b/><w:sz w:val=\"36\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn "
    "w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"200\" "
    "w:after=\"80\"/><w:outlineLvl "
    "w:val=\"0\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:sz "
    "w:val=\"28\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn "
    "w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"160\" "
    "w:after=\"60\"/><w:outlineLvl "
    "w:val=\"1\"/></w:pPr><w:rPr><w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:sz "
    "w:val=\"26\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Body\"><w:name w:val=\"Body Text\"/><w:basedOn "
    "w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"100\" w:line=\"400\" "
    "w:lineRule=\"auto\"/><w:ind "
    "w:firstLineChars=\"200\" w:firstLine=\"480\"/><w:jc w:val=\"both\"/></w:pPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Note\"><w:name w:val=\"Note\"/><w:basedOn "
    "w:val=\"Normal\"/>"
    "<w:rPr><w:color w:val=\"595959\"/><w:sz w:val=\"18\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Cell\"><w:name w:val=\"Cell\"/><w:basedOn "
    "w:val=\"Normal\"/>"
    "<w:rPr><w:sz w:val=\"18\"/></w:rPr></w:style></w:styles>";

/* Without it Word opens the file as one of an old version. */
static const char settings[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:settings " NAMESPACE
    "><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
    "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";

static void paragraph(struct buffer *out, const char *style, struct text t)
{
    buffer_printf(out,
                  "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr><w:r><w:t xml:space=\"preserve\">",
                  style);
    buffer_add_xml(out, t);
    buffer_add_str(out, "</w:t></w:r></w:p>");
}

/* ---- tables ---- */

struct grid {
    const struct paper_table *table;
    int twips; /* of the whole table */
    int characters;
    int half_points; /* of its letters: as large as a number still fits on its line */
    bool is_kept;    /* its rows stay with the next one: a card, a small table */
};

static int column_twips(const struct grid *g, int column, int across)
{
    int characters = 0;
    for (int i = column; i < column + across; i++)
        characters += g->table->columns.items[i].characters;
    return g->twips * characters / (g->characters ? g->characters : 1);
}

struct cell_look {
    int across;
    const char *merge; /* "restart", "continue" or NULL */
    bool is_bold, is_grey;
    const char *align; /* left center right */
};

static void cell(struct buffer *out, const struct grid *g, int column, struct text t,
                 struct cell_look look)
{
    char letters[64];
    snprintf(letters, sizeof(letters), "<w:rPr>%s<w:sz w:val=\"%d\"/></w:rPr>",
             look.is_bold ? "<w:b/>" : "", g->half_points);
    buffer_printf(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>",
                  column_twips(g, column, look.across));
    if (look.across > 1)
        buffer_printf(out, "<w:gridSpan w:val=\"%d\"/>", look.across);
    if (look.merge)
        buffer_printf(out, "<w:vMerge w:val=\"%s\"/>", look.merge);
    if (look.is_grey)
        buffer_add_str(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"ECECEC\"/>");
    buffer_printf(
        out,
        "<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>%s<w:jc "
        "w:val=\"%s\"/></w:pPr><w:r>%s<w:t xml:space=\"preserve\">",
        g->is_kept ? "<w:keepNext/>" : "", look.align, letters);
    buffer_add_xml(out, t);
    buffer_add_str(out, "</w:t></w:r></w:p></w:tc>");
}

static const struct paper_heading *heading_over(const struct paper_table *t, int row, int column)
{
    for (size_t i = 0; i < t->headings.count; i++) {
        const struct paper_heading *h = &t->headings.items[i];
        if (row >= h->row && row < h->row + h->down && column >= h->column &&
            column < h->column + h->across)
            return h;
    }
    return NULL;
}

static void heading_row(struct buffer *out, const struct grid *g, int row)
{
    buffer_add_str(out, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (int column = 0; column < (int)g->table->columns.count;) {
        const struct paper_heading *h = heading_over(g->table, row, column);
        struct cell_look look = {1, NULL, true, true, "center"};
        if (h) {
            look.across = h->across;
            look.merge = h->down == 1 ? NULL : row == h->row ? "restart" : "continue";
        }
        cell(out, g, column, h && row == h->row ? h->text : TEXT(""), look);
        column += look.across;
    }
    buffer_add_str(out, "</w:tr>");
}

static void body_row(struct buffer *out, const struct grid *g, const struct paper_row *row)
{
    int columns = (int)g->table->columns.count;
    buffer_add_str(out, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    if (row->is_head)
        cell(out, g, 0, row->cells.items[0].text,
             (struct cell_look){columns, NULL, true, true, "left"});
    for (int i = 0; !row->is_head && i < columns; i++) {
        const struct paper_column *c = &g->table->columns.items[i];
        bool is_name = !g->table->heading_rows && i == 0;
        struct text t = (size_t)i < row->cells.count ? row->cells.items[i].text : TEXT("");
        cell(out, g, i, t,
             (struct cell_look){1, NULL, c->is_total, is_name, c->is_number ? "right" : "left"});
    }
    buffer_add_str(out, "</w:tr>");
}

static void table(struct buffer *out, const struct paper_table *t, int twips)
{
    struct grid g = {t, twips, 0, CELL_HALF_POINTS_MAX, t->rows.count <= ROWS_KEPT};
    for (size_t i = 0; i < t->columns.count; i++)
        g.characters += t->columns.items[i].characters;
    /* A character's width is about its height; a number's half, and a cell has its margins. */
    while (g.half_points > CELL_HALF_POINTS_MIN && g.characters * g.half_points * 7 > twips)
        g.half_points--;
    buffer_printf(out, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblBorders>", twips);
    static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    for (int i = 0; i < 6; i++)
        buffer_printf(out, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>",
                      sides[i]);
    buffer_add_str(
        out,
        "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"50\" "
        "w:type=\"dxa\"/><w:right w:w=\"50\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < t->columns.count; i++)
        buffer_printf(out, "<w:gridCol w:w=\"%d\"/>", column_twips(&g, (int)i, 1));
    buffer_add_str(out, "</w:tblGrid>");
    for (int row = 0; row < t->heading_rows; row++)
        heading_row(out, &g, row);
    for (size_t i = 0; i < t->rows.count; i++) {
        g.is_kept = g.is_kept && i + 1 < t->rows.count;
        body_row(out, &g, &t->rows.items[i]);
    }
    buffer_add_str(out, "</w:tbl>");
    paragraph(out, "Note", TEXT(""));
}

/* ---- charts: a picture, and its numbers as a small table ---- */

#define EMU_A_TWIP 635 /* 914,400 an inch, 1,440 twips an inch */

/* The picture of the n-th chart, told in words for those who cannot see it. */
static void picture(struct buffer *out, const struct paper_block *b, int n, int twips)
{
    int64_t width = (int64_t)twips * EMU_A_TWIP, height = width * CHART_HEIGHT / CHART_WIDTH;
    SCOPED_BUFFER said = {0};
    buffer_add_xml(&said, b->text);
    for (size_t i = 0; i < b->chart->marks.count; i++) {
        const struct paper_mark *m = &b->chart->marks.items[i];
        buffer_add_str(&said, i ? "; " : ": ");
        buffer_add_xml(&said, m->label);
        buffer_add_char(&said, ' ');
        buffer_add_xml(&said, m->shown);
    }
    buffer_printf(
        out,
        "<w:p><w:pPr><w:pStyle w:val=\"Normal\"/></w:pPr><w:r><w:drawing><wp:inline>"
        "<wp:extent cx=\"%lld\" cy=\"%lld\"/><wp:docPr id=\"%d\" name=\"chart%d\" "
        "descr=\"%.*s\"/><a:graphic><a:graphicData uri=\"" PICTURE_NAMESPACE
        "\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"%d\" name=\"chart%d.png\"/><pic:cNvPicPr/>"
        "</pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdChart%d\"/><a:stretch><a:fillRect/>"
        "</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%lld\" "
        "cy=\"%lld\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
        (long long)width, (long long)height, n, n, TEXT_ARG(buffer_text(&said)), n, n, n,
        (long long)width, (long long)height);
}

/* Many marks stand side by side: a table of one column of months would fill pages. */
#define MARKS_A_COLUMN 12

static void marks_table(struct buffer *out, const struct paper_chart *c, int twips)
{
    SCOPED_ARENA a = {0};
    struct paper_table t = {.heading_rows = 1, .kept_columns = 1};
    size_t count = c->marks.count, blocks = (count + MARKS_A_COLUMN - 1) / MARKS_A_COLUMN;
    size_t rows = blocks ? (count + blocks - 1) / blocks : 0;
    struct text unit = c->unit.n ? c->unit : text_from(tr("figure"));
    for (size_t n = 0; n < blocks; n++) {
        int column = (int)t.columns.count;
        LIST_ADD(&a, &t.columns, (struct paper_column){12, false, false});
        LIST_ADD(&a, &t.columns, (struct paper_column){12, true, false});
        LIST_ADD(&a, &t.headings, (struct paper_heading){c->by, column, 1, 0, 1});
        LIST_ADD(&a, &t.headings, (struct paper_heading){unit, column + 1, 1, 0, 1});
    }
    for (size_t i = 0; i < rows; i++) {
        struct paper_row row = {.is_head = false};
        for (size_t n = i; n < rows * blocks; n += rows) {
            struct text label = n < count ? c->marks.items[n].label : TEXT("");
            struct text shown = n < count ? c->marks.items[n].shown : TEXT("");
            LIST_ADD(&a, &row.cells, (struct paper_cell){.text = label});
            LIST_ADD(&a, &row.cells, (struct paper_cell){.text = shown});
        }
        LIST_ADD(&a, &t.rows, row);
    }
    table(out, &t, blocks > 1 ? twips : twips / 2);
}

/* In a table of one cell: LibreOffice would leave the heading above a picture behind on its page.
 */
static void chart(struct buffer *out, const struct paper_block *b, int n, int twips)
{
    int width = twips > PAGE_TWIPS ? PAGE_TWIPS : twips;
    paragraph(out, "Heading2", b->text);
    if (b->chart->marks.count == 0)
        return;
    buffer_printf(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblLayout "
        "w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right "
        "w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol "
        "w:w=\"%d\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW "
        "w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>",
        width, width, width);
    picture(out, b, n, width);
    buffer_add_str(out, "</w:tc></w:tr></w:tbl>");
    paragraph(out, "Note", TEXT("")); /* else both tables would be one */
    marks_table(out, b->chart, twips);
}

/* ---- the whole ---- */

static void body(struct buffer *out, const struct paper *p)
{
    int twips = paper_is_wide(p) ? PAGE_TWIPS_WIDE : PAGE_TWIPS, charts = 0;
    paragraph(out, "Title", p->title);
    if (p->banner.n)
        paragraph(out, "Note", p->banner);
    paragraph(out, "Note", p->scope);
    for (size_t i = 0; i < p->blocks.count; i++) {
        const struct paper_block *b = &p->blocks.items[i];
        switch (b->kind) {
        case PAPER_HEADING:
            paragraph(out, "Heading1", b->text);
            break;
        case PAPER_SUBHEADING:
            paragraph(out, "Heading2", b->text);
            break;
        case PAPER_PARAGRAPH:
            paragraph(out, "Body", b->text);
            break;
        case PAPER_NOTE:
            paragraph(out, "Note", b->text);
            break;
        case PAPER_TABLE:
            table(out, b->table, twips);
            break;
        case PAPER_CHART:
            chart(out, b, ++charts, twips);
            break;
        }
    }
}

static void document(struct buffer *out, const struct paper *p)
{
    SCOPED_ARENA a = {0};
    bool wide = paper_is_wide(p);
    buffer_add_str(
        out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document " NAMESPACE
             "><w:body>");
    body(out, p);
    paragraph(out, "Note", paper_foot(&a, p));
    buffer_printf(
        out,
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"%d\" "
        "w:h=\"%d\"%s/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" "
        "w:header=\"600\" w:footer=\"600\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        wide ? 16838 : 11906, wide ? 11906 : 16838, wide ? " w:orient=\"landscape\"" : "");
}

static void footer(struct buffer *out, const struct paper *p)
{
    buffer_add_str(out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:ftr " NAMESPACE
                   "><w:p><w:pPr><w:pStyle w:val=\"Note\"/><w:jc w:val=\"center\"/></w:pPr><w:r>"
                   "<w:t xml:space=\"preserve\">");
    buffer_add_xml(out, p->code);
    buffer_add_str(
        out,
        "  </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r>"
        "<w:t> / </w:t></w:r><w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>1</w:t></w:r>"
        "</w:fldSimple></w:p></w:ftr>");
}

/* Each chart's picture is a part, and a relationship of the document. */
static bool pictures(struct package *package, struct buffer *related, const struct paper *p,
                     struct fault *f)
{
    int n = 0;
    for (size_t i = 0; i < p->blocks.count; i++) {
        SCOPED_BUFFER png = {0};
        char name[64];
        if (p->blocks.items[i].kind != PAPER_CHART)
            continue;
        TRY(chart_png(&png, p->blocks.items[i].chart, f));
        snprintf(name, sizeof(name), "word/media/chart%d.png", ++n);
        package_part(package, name, buffer_text(&png));
        buffer_printf(related,
                      "<Relationship Id=\"rIdChart%d\" Type=\"http://schemas.openxmlformats.org/"
                      "officeDocument/2006/relationships/image\" Target=\"media/chart%d.png\"/>",
                      n, n);
    }
    return true;
}

bool paper_docx(const struct paper *p, const char *path, struct fault *f)
{
    struct package *package;
    SCOPED_BUFFER main = {0}, foot = {0}, related = {0};
    struct fault finish = {0};
    document(&main, p);
    footer(&foot, p);
    TRY(package_open(&package, path, f));
    buffer_add_str(&related, document_relations);
    bool good = pictures(package, &related, p, f);
    buffer_add_str(&related, "</Relationships>");
    package_part(package, "[Content_Types].xml", text_from(content_types));
    package_part(package, "_rels/.rels", text_from(relations));
    package_part(package, "word/document.xml", buffer_text(&main));
    package_part(package, "word/styles.xml", text_from(styles));
    package_part(package, "word/settings.xml", text_from(settings));
    package_part(package, "word/footer1.xml", buffer_text(&foot));
    package_part(package, "word/_rels/document.xml.rels", buffer_text(&related));
    return package_finish(package, good ? f : &finish) && good;
}
