/* The pages, each in the file that its first word names. docs/api.md says what each takes. */
#ifndef SHANHAI_WEB_PAGES_H
#define SHANHAI_WEB_PAGES_H

#include "web/page.h"

page_answer programme_page, indicators_page, types_page, template_page;
page_answer headlines_page, people_page, money_page;
page_answer figure_page, trace_page, record_page, sample_page;
page_answer upload_page, session_page, dryrun_page, confirm_page, findings_page, refused_page;
page_answer check_page, check_workbook_page, answer_page;
page_answer care_page, care_workbook_page, openings_page, match_page;
page_answer forms_page, report_page, report_records_page, report_file_page;
page_answer receipts_page, receipt_page, compare_page;
page_answer subsidies_page, subsidy_due_page, subsidy_file_page, card_page;
page_answer prove_page, bind_page, mark_page, seal_page;

#endif
