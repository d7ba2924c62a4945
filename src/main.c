/*
 * Where everything starts: the table of commands. The pages stand in web/pages.c.
 */
#include "cmd/cmd.h"

const struct command commands[] = {
    {"init", "DIR [--west PLACE --from DAY [--party PLACE,..] [--name TEXT]]", "an empty programme",
     init_command},
    {"demo", "DIR [--new] [--workbooks]", "the demonstration: its workbooks, and the programme made from them",
     demo_command},
    {"import", "FILE... [--as TYPE] [--dry-run] [--refused OUT.xlsx]", "workbooks into the ledger",
     import_command},
    {"template", "TYPE -o FILE.xlsx", "an empty workbook to fill in", template_command},
    {"form", "VILLAGE [--month M] -o FILE.xlsx | --in COUNTY -o DIR", "a workbook for a village, to be filled in and imported",
     form_command},
    {"figure", "KEY [--in R,..] [--party P,..] [--at DAY] [--by DIM,..]", "count one figure",
     figure_command},
    {"trace", "KEY ... [--offset N] [--most N]", "the records behind it, with file, sheet and row",
     trace_command},
    {"sample", "KEY ... [--count N] [--seed TEXT] [--why TEXT] [-o FILE.xlsx]",
     "records behind a figure, drawn by lot, to be checked", sample_command},
    {"check", "[--rule NAME] [--in R,..] [--level L] [--at DAY] [--all] [-o DIR]",
     "every rule over the records: what should be looked at", check_command},
    {"record", "TYPE N [--why TEXT]", "all versions of one record", record_command},
    {"verify", "", "every hash, chain and file taken again", verify_command},
    {"batches", "", "what was entered, when and by whom", batches_command},
    {"key", "show|check|rotate|recover CODE", "the key of personal fields", key_command},
    {"erase", "TYPE N --why TEXT", "empty a person's sealed fields", erase_command},
    {"backup", "FILE", "the whole programme but its key, in one file", backup_command},
    {"restore", "FILE DIR", "a programme from its backup", restore_command},
    {"prove", "FILE [--published DAY] [--findings | --markdown | --mark OUT.html|OUT.docx | --seal --title TEXT] [--known DAY|BATCH]",
     "every figure of a text against the ledger", prove_command},
    {"bind", "FILE --quote TEXT [--line N] --indicator KEY [--scope TEXT] [--record N]",
     "say by hand what a figure of a text counts", bind_command},
    {"serve", "[--listen ADDR:PORT]", "the pages, for the browser of this machine", serve_command},
    {"report", "list | FORM [--year Y | --month M] [--in R,..] [--party P,..] -o FILE.xlsx|.html|.csv|.txt|.docx|.pdf",
     "a form of the office, filled in and kept with its receipt", report_command},
    {"assess", "list | SCHEME [--year Y] [--in R,..] [--party P,..] [-o FILE | --evidence FILE.zip]",
     "the yearly assessment: targets, what is behind, what proof is missing", assess_command},
    {"receipt", "list | FILE|CODE [--correct QUOTE --is TEXT --why TEXT]", "whether the figures of a document still stand", receipt_command},
    {"compare", "KEY|FORM ... --known A --known B | --at A --at B", "what changed, by which records",
     compare_command},
    {"match", "OPENING [--in R,..] [--at DAY] [--most N] [--why TEXT]",
     "who fits an opening, with reasons for and against", match_command},
    {"care", "[--month MONTH] [--in R,..] [-o FILE.xlsx] [--why TEXT]",
     "what needs care this month, and what to do", care_command},
    {"subsidy", "list | RULE [--year Y] [--in R,..] [-o DIR] | --card HOUSEHOLD",
     "who is entitled under a rule, why, and who never claimed", subsidy_command},
    {"catalogue", "check|show|fmt|json", "the catalogue: check it, look things up", catalogue_command},
};

int main(int argc, char **argv)
{
    return command_run(commands, sizeof(commands) / sizeof(*commands), argc, argv);
}
