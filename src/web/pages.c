/* The table of pages, sister of the table of commands. */
#include "web/pages.h"

const struct page pages[] = {
    {"/api/programme", METHOD_GET, BODY_NONE, programme_page},
    {"/api/headlines", METHOD_GET, BODY_NONE, headlines_page},
    {"/api/indicators", METHOD_GET, BODY_NONE, indicators_page},
    {"/api/types", METHOD_GET, BODY_NONE, types_page},
    {"/api/template", METHOD_GET, BODY_NONE, template_page},
    {"/api/figure", METHOD_GET, BODY_NONE, figure_page},
    {"/api/trace", METHOD_GET, BODY_NONE, trace_page},
    {"/api/sample", METHOD_GET, BODY_NONE, sample_page},
    {"/api/record", METHOD_GET, BODY_NONE, record_page},
    {"/api/people", METHOD_GET, BODY_NONE, people_page},
    {"/api/money", METHOD_GET, BODY_NONE, money_page},
    {"/api/upload", METHOD_POST, BODY_FILE, upload_page},
    {"/api/dryrun", METHOD_GET, BODY_NONE, session_page},
    {"/api/dryrun", METHOD_POST, BODY_JSON, dryrun_page},
    {"/api/confirm", METHOD_POST, BODY_JSON, confirm_page},
    {"/api/findings", METHOD_GET, BODY_NONE, findings_page},
    {"/api/refused", METHOD_GET, BODY_NONE, refused_page},
    {"/api/care", METHOD_GET, BODY_NONE, care_page},
    {"/api/care_workbook", METHOD_GET, BODY_NONE, care_workbook_page},
    {"/api/openings", METHOD_GET, BODY_NONE, openings_page},
    {"/api/match", METHOD_GET, BODY_NONE, match_page},
    {"/api/check", METHOD_GET, BODY_NONE, check_page},
    {"/api/check_workbook", METHOD_GET, BODY_NONE, check_workbook_page},
    {"/api/answer", METHOD_POST, BODY_JSON, answer_page},
    {"/api/prove", METHOD_POST, BODY_JSON, prove_page},
    {"/api/bind", METHOD_POST, BODY_JSON, bind_page},
    {"/api/mark", METHOD_POST, BODY_JSON, mark_page},
    {"/api/seal", METHOD_POST, BODY_JSON, seal_page},
};
const size_t page_count = sizeof(pages) / sizeof(*pages);
