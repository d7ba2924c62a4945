/* form: a small workbook for a village, filled in on a phone and imported as it comes back. */
#include "base/language.h"
#include "cmd/cmd.h"
#include "intake/intake.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define USAGE "form VILLAGE [--month M] [--form NAME] -o FILE.xlsx | form --in COUNTY -o DIR"

struct form_call {
    const char *in, *month, *path;
    struct form_asked asked;
};

static bool options_read(struct form_call *o, struct call *call, struct fault *f)
{
    const char *form = "village";
    *o = (struct form_call){0};
    option_take(call, "--in", &o->in);
    option_take(call, "--month", &o->month);
    option_take(call, "--form", &form);
    if (!option_take(call, "-o", &o->path))
        return fault_set(f, FAULT_USAGE, "form needs -o and where to write");
    TRY(words_end(call, o->in ? 0 : 1, o->in ? 0 : 1, USAGE, f));
    o->asked.form = text_from(form);
    o->asked.month = month_of(day_today());
    if (o->month && !month_parse(&o->asked.month, text_from(o->month)))
        return fault_set(f, FAULT_USAGE, "--month takes a month such as 2019-07, not \"%s\"",
                         o->month);
    if (month_first(o->asked.month).since_1970 > day_today().since_1970)
        return fault_set(f, FAULT_USAGE, "the month %s has not begun", o->month);
    return true;
}

static bool one_form(struct call *call, struct ledger *l, const struct form_asked *asked,
                     const char *path, struct form_made *made, struct fault *f)
{
    TRY(intake_form(made, call->arena, l, &VIEWER_OWNER, asked, path, f));
    struct text place = region_full_name(call->arena, l->catalogue->regions, asked->place);
    if (call->format == FORMAT_TSV)
        printf("%lld\t%s\t%lld\t%lld\t%.*s\n", (long long)asked->place, path,
               (long long)made->subjects, (long long)made->busy, TEXT_ARG(made->code));
    else
        printf(tr("%.*s: %lld persons, %lld of them away; %s\n"), TEXT_ARG(place),
               (long long)made->subjects, (long long)made->busy, path);
    return true;
}

static bool folder_make(const char *path, struct fault *f)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST ||
           fault_set(f, FAULT_SYSTEM, "cannot make the folder \"%s\": %s", path, strerror(errno));
}

static bool forms_of_county(struct call *call, struct ledger *l, struct form_call *o,
                            struct fault *f)
{
    int64_t *places, elsewhere;
    size_t count;
    struct form_made made;
    TRY(intake_form_places(&places, &count, &elsewhere, call->arena, l, &o->asked, f));
    if (count == 0)
        return fault_set(f, FAULT_ABSENT, "nobody's village is known in \"%s\"", o->in);
    TRY(folder_make(o->path, f));
    for (size_t i = 0; i < count; i++) {
        o->asked.place = places[i];
        struct text name = region_full_name(call->arena, l->catalogue->regions, places[i]);
        struct text month = month_print(call->arena, o->asked.month);
        TRY(one_form(call, l, &o->asked,
                     text_printf(call->arena, "%s/%.*s_%.*s.xlsx", o->path, TEXT_ARG(name),
                                 TEXT_ARG(month))
                         .p,
                     &made, f));
    }
    if (elsewhere && call->format == FORMAT_TABLE)
        printf(tr("%lld persons stand on no form: their village is not known\n"),
               (long long)elsewhere);
    return true;
}

bool form_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct form_call o;
    struct form_made made;
    (void)looks;
    TRY(options_read(&o, call, f));
    const char *place = o.in ? o.in : call->argv[1];
    TRY(ledger_open(&l, call->folder, STORE_WRITE, f));
    TRY(region_read(&o.asked.place, l->catalogue->regions, text_from(place),
                    l->catalogue->programme.west, LEVEL_ANY, f));
    if (call->format == FORMAT_TSV)
        printf("place\tfile\tpersons\taway\tcode\n");
    if (o.in)
        return forms_of_county(call, l, &o, f);
    return one_form(call, l, &o.asked, o.path, &made, f);
}
