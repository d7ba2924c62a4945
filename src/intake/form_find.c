/*
 * A sheet with a form's headings: its code is looked for in the lines above and under its table,
 * then on the file's other sheets, hidden or not. One that was found and is not whole is said to
 * be torn; without a good one nothing is read.
 */
#include "base/language.h"
#include "intake/inside.h"

static enum form_code_found row_search(struct form_work *w, const struct mapping *m,
                                       const struct sheet_row *row)
{
    enum form_code_found found = FORM_CODE_NONE;
    for (size_t i = 0; i < row->cell_count && found != FORM_CODE_GOOD; i++) {
        enum form_code_found here = form_code_find(&w->id, &w->key, m->name, row->cells[i].text);
        found = here > found ? here : found;
    }
    return found;
}

static enum form_code_found head_search(struct form_work *w, const struct mapping *m,
                                        const struct sheet_head *head)
{
    enum form_code_found found = form_code_find(&w->id, &w->key, m->name, head->sheet);
    for (size_t i = 0; i < head->row_count && found != FORM_CODE_GOOD; i++) {
        enum form_code_found here = row_search(w, m, &head->rows[i]);
        found = here > found ? here : found;
    }
    return found;
}

static enum form_code_found file_search(struct form_work *w, struct intake *in,
                                        const struct sheet_work *s)
{
    enum form_code_found found = head_search(w, s->mapping, s->head);
    for (size_t i = 0; i < in->sheets.count && found != FORM_CODE_GOOD; i++) {
        const struct sheet_work *other = in->sheets.items[i];
        if (other->file != s->file || other == s || other->mapping)
            continue;
        enum form_code_found here = head_search(w, s->mapping, other->head);
        found = here > found ? here : found;
    }
    return found;
}

static bool key_get(struct form_work *w, struct intake *in)
{
    struct fault ignored = {0};
    return form_key_get(&w->key, in->ledger, &ignored);
}

bool form_find(struct intake *in, struct sheet_work *s)
{
    struct form_work *w = ARENA_NEW(&in->work, struct form_work);
    *w = (struct form_work){0};
    if (!key_get(w, in) || file_search(w, in, s) != FORM_CODE_GOOD ||
        w->id.batch > in->report->head)
        return false;
    s->form = w;
    return true;
}

static const char *why_not(struct form_work *w, struct intake *in, const struct sheet_work *s,
                           const char **says)
{
    if (!key_get(w, in)) {
        *says = tr("a returned form is read only with ledger.key");
        return "form_needs_key";
    }
    switch (file_search(w, in, s)) {
    case FORM_CODE_GOOD:
        *says = tr("this form was made from a later state of the ledger than this one");
        return "form_from_later";
    case FORM_CODE_TORN:
        *says = tr("the code of this form is damaged, or of another programme: nothing of it is "
                   "read");
        return "form_code_torn";
    case FORM_CODE_NONE:
        break;
    }
    *says = tr("this is a form whose code is gone, so it cannot be told what stood on it: nothing "
               "of it is read");
    return "form_code_gone";
}

void form_refuse(struct intake *in, struct sheet_work *s)
{
    struct form_work w = {0};
    struct text none = {"", 0};
    const char *says, *kind = why_not(&w, in, s, &says);
    in->sheet = s;
    in->row = NULL;
    finding_tell(in, FINDING_REFUSE, kind, NULL, none,
                 text_from(tr("the 25 letters of the title line as they went out; copy them from "
                              "the form that was sent, or send it anew")),
                 text_from(says));
    in->sheet = NULL;
    s->r.type = NULL;
}
