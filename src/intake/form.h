/*
 * What a form knows of the ledger: who stands on it, which record a part of a row is about, and
 * what that record said when the form was made. Nothing of this travels with the form but its
 * code: all of it is read again from the ledger as known at the code's batch.
 */
#ifndef SHANHAI_INTAKE_FORM_H
#define SHANHAI_INTAKE_FORM_H

#include "intake/form_code.h"
#include "intake/mapping.h"

/* The field of a part's type that leads to the form's subject; NULL: the part is the subject. */
const struct field *form_subject_ref(const struct mapping *m, const struct mapping_part *part);

struct form_subject {
    int64_t record, place;
};
typedef LIST(struct form_subject) form_subject_list;

/*
 * Those who belong to the form's place on its day, as known at its batch, ordered by record.
 *
 * only    one record alone, to ask whether it belongs; 0: all
 * faults  INPUT the subject has no field for its place
 */
bool form_subjects(form_subject_list *out, struct arena *a, struct ledger *l,
                   const struct mapping *m, struct form_id id, int64_t only, struct fault *f);

/* Subject -> record of a part that its row is about. */
struct form_bases {
    struct map by_subject;
};
/* As known at a batch: open on the day (keeps), the newest up to the day (renews), else none. */
bool form_bases_read(struct form_bases *out, struct arena *a, struct ledger *l,
                     const struct mapping *m, const struct mapping_part *part, struct day day,
                     int64_t known, struct fault *f);
int64_t form_base_of(const struct form_bases *b, int64_t subject); /* 0: none */

/* What stands in a filled column: the path's value from a version of the part's type on. */
bool form_value(struct text *out, struct arena *a, struct ledger *l, const struct viewer *v,
                const struct column_path *path, const struct value *values, int64_t known,
                struct fault *f);

/* 张*三: the first sign and the last, or the first of two. */
struct text form_name(struct arena *a, struct text name);
/* The masked name of a subject as known now; "" where it cannot be opened. */
struct text form_name_of(struct arena *a, struct ledger *l, const struct viewer *v,
                         const struct record_type *t, int64_t record);

#endif
