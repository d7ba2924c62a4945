/*
 * The numbers here are places on paper; no figure passes through them.
 */
#include "report/picture.h"

#include <math.h>
#include <pango/pangocairo.h>

#define LETTERS_UNITS 11

static void grey(cairo_t *cairo, double level)
{
    cairo_set_source_rgb(cairo, level, level, level);
}

static PangoLayout *letters(cairo_t *cairo, struct text t)
{
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, LETTERS_FAMILY);
    pango_font_description_set_absolute_size(font, LETTERS_UNITS * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, t.p ? t.p : "", (int)t.n);
    return layout;
}

static void shape_text(cairo_t *cairo, const struct shape *s)
{
    PangoLayout *layout = letters(cairo, s->text);
    int width, height = pango_layout_get_baseline(layout);
    pango_layout_get_size(layout, &width, NULL);
    double shift = (double)width / PANGO_SCALE * (s->align + 1) / 2;
    cairo_save(cairo);
    cairo_translate(cairo, s->x, s->y);
    if (s->turned)
        cairo_rotate(cairo, -40 * M_PI / 180);
    grey(cairo, 0.2);
    cairo_move_to(cairo, -shift, -(double)height / PANGO_SCALE);
    pango_cairo_show_layout(cairo, layout);
    cairo_restore(cairo);
    g_object_unref(layout);
}

static void shape_draw(cairo_t *cairo, const struct shape *s)
{
    if (s->kind == SHAPE_TEXT) {
        shape_text(cairo, s);
        return;
    }
    cairo_set_source_rgb(cairo, 0.18, 0.44, 0.56);
    if (s->kind == SHAPE_RULE)
        grey(cairo, 0.86);
    cairo_set_line_width(cairo, s->kind == SHAPE_RULE ? 1 : 2);
    if (s->kind == SHAPE_BAR) {
        cairo_rectangle(cairo, s->x, s->y, s->width, s->height);
        cairo_fill(cairo);
    } else if (s->kind == SHAPE_DOT) {
        cairo_arc(cairo, s->x, s->y, s->width, 0, 2 * M_PI);
        cairo_fill(cairo);
    } else {
        cairo_move_to(cairo, s->x, s->y);
        cairo_line_to(cairo, s->x + s->width, s->y + s->height);
        cairo_stroke(cairo);
    }
}

void chart_draw_shapes(cairo_t *cairo, const struct paper_chart *c)
{
    SCOPED_ARENA a = {0};
    shape_list shapes = {0};
    chart_shapes(&shapes, &a, c);
    for (size_t i = 0; i < shapes.count; i++)
        shape_draw(cairo, &shapes.items[i]);
}

static cairo_status_t bytes_take(void *self, const unsigned char *bytes, unsigned int n)
{
    buffer_add(self, (struct text){(const char *)bytes, n});
    return CAIRO_STATUS_SUCCESS;
}

bool chart_png(struct buffer *out, const struct paper_chart *c, struct fault *f)
{
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, CHART_WIDTH * PICTURE_SCALE, CHART_HEIGHT * PICTURE_SCALE);
    cairo_t *cairo = cairo_create(surface);
    grey(cairo, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, PICTURE_SCALE, PICTURE_SCALE);
    chart_draw_shapes(cairo, c);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, bytes_take, out);
    cairo_surface_destroy(surface);
    pango_cairo_font_map_set_default(NULL);
    return status == CAIRO_STATUS_SUCCESS ||
           fault_set(f, FAULT_SYSTEM, "the picture of a chart cannot be drawn: %s",
                     cairo_status_to_string(status));
}
