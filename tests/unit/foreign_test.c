/* XLS, ZIPs, files that are no tables, and the child that parses: what it may and how it ends. */
#include "file/relay.h"
#include "file/sandbox.h"
#include "file_lines.h"
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

static char sample[16384];
static size_t sample_n;

static void sample_load(void)
{
    FILE *in = fopen("tests/file/sample.xls", "rb");
    assert_non_null(in);
    sample_n = fread(sample, 1, sizeof(sample), in);
    fclose(in);
    assert_in_range(sample_n, 1000, sizeof(sample) - 1);
}

/* ---- XLS ---- */

static const char sample_lines[] =
    "# 转移就业\n"
    "1 某镇转移就业台账（示例）|m:某镇转移就业台账（示例）|m:某镇转移就业台账（示例）|"
    "m:某镇转移就业台账（示例）|m:某镇转移就业台账（示例）\n"
    "2 户号|姓名|身份证号|上岗日期|月工资（元）\n"
    "3 户01|示例甲|99000019800101001X|d:2019-07-31|n:3500.5\n"
    "4h v:户01|示例乙|990000198503030027|d:2019-07-31|n:4000\n"
    "5 |合计|||=n:7500.5\n"
    "# 备注\n"
    "1 本表人员均为虚构\n";

static void an_xls_is_read_with_merges_formulas_and_hidden_rows(void **state)
{
    (void)state;
    sample_load();
    bytes_write("a.xls", sample, sample_n);
    assert_string_equal(table_lines("a.xls"), sample_lines);
}

/* The sample with its one stream "Workbook" under another name. */
static void stream_rename(const char *name)
{
    static const char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k";
    sample_load();
    char *at = memmem(sample, sample_n, workbook, sizeof(workbook));
    assert_non_null(at);
    memset(at, 0, 64);
    for (size_t i = 0; name[i]; i++)
        at[2 * i] = name[i];
    bytes_write("a.xls", sample, sample_n);
}

static void other_streams_are_refused_by_what_they_are(void **state)
{
    (void)state;
    static const char *const names[] = {"EncryptedPackage", "WordDocument", "PowerPoint Document",
                                        "Book", "Contents"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        stream_rename(names[i]);
        refused("a.xls", FAULT_INPUT);
        assert_true(fault.hint[0] != '\0');
        assert_null(strstr(fault.message, "损坏"));
    }
}

static void an_xls_under_a_password_is_refused(void **state)
{
    (void)state;
    sample_load();
    char *bof = memmem(sample, sample_n, "\x09\x08\x10\0\0\x06\x05\0", 8);
    assert_non_null(bof);
    memcpy(bof + 20, "\x2f\0", 2); /* the next record is now FILEPASS */
    bytes_write("a.xls", sample, sample_n);
    refused("a.xls", FAULT_INPUT);
    assert_non_null(strstr(fault.message, "密码"));
}

static void an_xls_cut_short_is_refused(void **state)
{
    (void)state;
    sample_load();
    for (size_t n = 8; n + 3000 < sample_n; n += 256) {
        bytes_write("a.xls", sample, n);
        refused("a.xls", FAULT_INPUT);
    }
}

static void a_wps_table_is_refused_by_its_name(void **state)
{
    (void)state;
    sample_load();
    bytes_write("a.et", sample, sample_n);
    refused("a.et", FAULT_INPUT);
    assert_non_null(strstr(fault.message, "WPS"));
}

/* ---- files that are no tables ---- */

static void what_is_no_table_is_refused_with_what_to_do(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
    } files[] = {{"", 0},
                 {"%PDF-1.7\n", 9},
                 {"\x89PNG\r\n\x1a\n", 8},
                 {"\xff\xd8\xff\xe0", 4},
                 {"BM\x36\0\0\0\0\0", 8},
                 {"Rar!\x1a\x07", 6},
                 {"{\\rtf1 a}", 9},
                 {"<html><table>", 13},
                 {"\xef\xbb\xbf<?xml version='1.0'?>", 24},
                 {"PK\x03\x04", 4},
                 {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8}};
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        bytes_write("a.xlsx", files[i].bytes, files[i].n);
        refused("a.xlsx", FAULT_INPUT);
        assert_true(fault.hint[0] != '\0');
    }
    BYTES_WRITE("a.csv", "BMI,a\n1,2\n"); /* begins like a bitmap and is none */
    assert_non_null(table_lines("a.csv"));
}

static void other_documents_in_zips_are_refused(void **state)
{
    (void)state;
    static const char *const parts[] = {"word/document.xml", "ppt/presentation.xml",
                                        "xl/workbook.bin", "[Content_Types].xml"};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        parts_write("a.xlsx", &(struct part){parts[i], "<a/>", 0}, 1);
        refused("a.xlsx", FAULT_INPUT);
    }
    const struct part ods[] = {{"mimetype", "application/x", 0}, {"content.xml", "<a/>", 0}};
    parts_write("a.ods", ods, 2);
    refused("a.ods", FAULT_INPUT);
    assert_non_null(strstr(fault.message, "OpenDocument"));
    parts_write("a.xlsx", &(struct part){"xl/workbook.xml", "<workbook/>", 0}, 1);
    refused("a.xlsx", FAULT_INPUT);
}

/* ---- ZIPs ---- */

static void a_zip_gives_its_tables_in_their_order(void **state)
{
    (void)state;
    sample_load();
    const struct part parts[] = {{"b/表.csv", "a,b\n", 0},
                                 {"读我.docx", "no table", 0},
                                 {"__MACOSX/b/._表.csv", "\0", 1},
                                 {"a.xls", sample, sample_n}};
    parts_write("a.zip", parts, 4);
    const char *out = table_lines("a.zip");
    assert_non_null(out);
    assert_memory_equal(out, "# UTF-8\n1 a|b\n", 14);
    assert_string_equal(out + 14, sample_lines);
}

static bool file_names(void *self, const struct sheet *s, struct fault *f)
{
    (void)f;
    buffer_add(self, s->file);
    buffer_add_char(self, '\n');
    return true;
}

static bool row_ignore(void *self, const struct sheet_row *r, struct fault *f)
{
    (void)self, (void)r, (void)f;
    return true;
}

static void names_in_a_zip_are_read_as_gb18030_too(void **state)
{
    (void)state;
    SCOPED_BUFFER names = {0};
    const struct table_sink sink = {file_names, row_ignore, &names};
    parts_write_as("a.zip", &(struct part){"\xb1\xed/\xd2\xbb.csv", "a\n", 0}, 1, ZIP_FL_ENC_CP437);
    assert_true(table_read(path_of("a.zip"), TEXT("a.zip"), &TABLE_LIMITS, &sink, &fault));
    buffer_add_char(&names, '\0');
    assert_string_equal(names.p, "a.zip/表/一.csv\n");
}

static void paths_that_leave_an_archive_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"../a.csv",      "/etc/a.csv",   "b/../../a.csv",
                                        "C:\\a.csv",     "b\\..\\a.csv", "\\\\host\\a.csv",
                                        "../picture.png"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        parts_write("a.zip", &(struct part){names[i], "a,b\n", 0}, 1);
        refused("a.zip", FAULT_LIMIT);
    }
    parts_write("a.zip", &(struct part){"..a/b...csv", "a,b\n", 0}, 1);
    assert_non_null(table_lines("a.zip"));
}

static void an_archive_in_an_archive_is_refused_beyond_the_limit(void **state)
{
    (void)state;
    static char inner[4096];
    parts_write("a.zip", &(struct part){"a.csv", "a,b\n", 0}, 1);
    FILE *in = fopen(path_of("a.zip"), "rb");
    size_t n = fread(inner, 1, sizeof(inner), in);
    fclose(in);
    parts_write("b.zip", &(struct part){"a.zip", inner, n}, 1);
    refused("b.zip", FAULT_LIMIT);
    struct table_limits limits = TABLE_LIMITS;
    limits.depth_max = 2;
    assert_string_equal(table_lines_within("b.zip", &limits), "# UTF-8\n1 a|b\n");
}

static void a_zip_that_is_broken_or_holds_no_table_is_refused(void **state)
{
    (void)state;
    const struct part parts[] = {{"a.csv", "a,b\n1,2\n", 0}, {"b.csv", "c,d\n", 0}};
    parts_write("a.zip", parts, 2);
    for (long n = 4; n < 200; n += 7) {
        parts_write("a.zip", parts, 2);
        assert_int_equal(truncate(path_of("a.zip"), n), 0);
        refused("a.zip", FAULT_INPUT);
    }
    parts_write("a.zip", &(struct part){"a.docx", "x", 0}, 1);
    refused("a.zip", FAULT_INPUT);
}

static void one_bad_table_refuses_the_zip_and_is_named(void **state)
{
    (void)state;
    const struct part parts[] = {{"a.csv", "a,b\n", 0}, {"b.xlsx", "%PDF-1.4", 0}};
    parts_write("a.zip", parts, 2);
    refused("a.zip", FAULT_INPUT);
    assert_non_null(strstr(fault.message, "a.zip/b.xlsx"));
}

/* ---- the child ---- */

/* What becomes of a process that enters the sandbox and then does this. */
static int status_of(void (*act)(void), int64_t seconds)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        struct fault f;
        if (!sandbox_enter(NULL, 0, seconds, &f))
            _exit(77);
        act();
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void act_open(void)
{
    open("/etc/passwd", O_RDONLY);
}
static void act_fork(void)
{
    fork();
}
static void act_connect(void)
{
    socket(AF_INET, SOCK_STREAM, 0);
}
static void act_execute(void)
{
    execl("/bin/true", "true", (char *)NULL);
}
static void act_kill(void)
{
    kill(getppid(), 0);
}
static void act_allocate(void)
{
    memory_free(memory_new(1 << 20));
}
static void act_spin(void)
{
    for (volatile unsigned i = 0;; i++)
        ;
}

static void the_child_can_neither_open_nor_start_nor_connect(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip(); /* a sanitizer asks the kernel for more than the filter allows */
#endif
    void (*const acts[])(void) = {act_open, act_fork, act_connect, act_execute, act_kill};
    for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++) {
        int status = status_of(acts[i], 10);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
    }
    assert_int_equal(status_of(act_allocate, 10), 0);
}

static void a_child_that_runs_for_ever_is_ended(void **state)
{
    (void)state;
    int status = status_of(act_spin, 1);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU);
}

/* Gives bytes to the end of the pipe that believes nothing. */
static bool relay_of(const void *bytes, size_t n, bool *is_told)
{
    int ends[2];
    const struct table_sink sink = {line_sheet, line_row, NULL};
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes, n), n);
    close(ends[1]);
    fault_clear(&fault);
    bool is_read = relay_read(ends[0], &TABLE_LIMITS, &sink, 5, is_told, &fault);
    close(ends[0]);
    return is_read;
}

/* The bytes a writer sends for one row and the end. */
static size_t relay_bytes(char *to, size_t cap)
{
    int ends[2];
    struct cell cells[2] = {{.kind = CELL_TEXT, .text = TEXT("山")},
                            {.kind = CELL_NUMBER, .text = TEXT("1"), .is_formula = true}};
    struct sheet_row row = {.number = 7, .cells = cells, .cell_count = 2, .is_hidden = true};
    assert_int_equal(pipe(ends), 0);
    struct relay_writer w = {.fd = ends[1]};
    struct table_sink sink = relay_sink(&w);
    assert_true(sink.row(sink.self, &row, &fault));
    assert_true(relay_finish(&w, true, &fault));
    close(ends[1]);
    ssize_t n = read(ends[0], to, cap);
    close(ends[0]);
    assert_true(n > 0);
    return (size_t)n;
}

static void rows_come_through_the_pipe_as_they_were(void **state)
{
    (void)state;
    char bytes[256];
    bool is_told;
    size_t n = relay_bytes(bytes, sizeof(bytes));
    lines.n = 0;
    assert_true(relay_of(bytes, n, &is_told));
    assert_true(is_told);
    buffer_add_char(&lines, '\0');
    assert_string_equal(lines.p, "7h 山|=n:1\n");
}

static void a_writer_that_dies_has_not_told_how_it_ended(void **state)
{
    (void)state;
    char bytes[256];
    bool is_told;
    size_t n = relay_bytes(bytes, sizeof(bytes));
    for (size_t cut = 0; cut < n; cut++) {
        assert_true(relay_of(bytes, cut, &is_told));
        assert_false(is_told);
    }
}

static void nonsense_from_the_child_is_refused(void **state)
{
    (void)state;
    /* places in the frame: its kind; the row's count of cells; a cell's flags and length; text */
    static const struct {
        size_t at;
        char byte;
    } changes[] = {{0, '\x7f'},  {22, '\x7f'}, {24, '\x47'}, {24, '\x06'},
                   {25, '\x02'}, {25, '\x7f'}, {28, '\xff'}, {28, 'x'}};
    for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
        char bytes[256];
        bool is_told;
        size_t n = relay_bytes(bytes, sizeof(bytes));
        bytes[changes[i].at] = changes[i].byte;
        assert_false(relay_of(bytes, n, &is_told));
        assert_int_equal(fault.kind, FAULT_INPUT);
    }
    bool is_told;
    uint32_t huge[3] = {0x524f, 0xffffffff, 0xffffffff};
    assert_false(relay_of(huge, sizeof(huge), &is_told));
}

static void a_child_that_stays_silent_is_given_up(void **state)
{
    (void)state;
    int ends[2];
    bool is_told;
    const struct table_sink sink = {line_sheet, line_row, NULL};
    assert_int_equal(pipe(ends), 0);
    assert_false(relay_read(ends[0], &TABLE_LIMITS, &sink, 1, &is_told, &fault));
    assert_int_equal(fault.kind, FAULT_LIMIT);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_xls_is_read_with_merges_formulas_and_hidden_rows),
        cmocka_unit_test(other_streams_are_refused_by_what_they_are),
        cmocka_unit_test(an_xls_under_a_password_is_refused),
        cmocka_unit_test(an_xls_cut_short_is_refused),
        cmocka_unit_test(a_wps_table_is_refused_by_its_name),
        cmocka_unit_test(what_is_no_table_is_refused_with_what_to_do),
        cmocka_unit_test(other_documents_in_zips_are_refused),
        cmocka_unit_test(a_zip_gives_its_tables_in_their_order),
        cmocka_unit_test(names_in_a_zip_are_read_as_gb18030_too),
        cmocka_unit_test(paths_that_leave_an_archive_are_refused),
        cmocka_unit_test(an_archive_in_an_archive_is_refused_beyond_the_limit),
        cmocka_unit_test(a_zip_that_is_broken_or_holds_no_table_is_refused),
        cmocka_unit_test(one_bad_table_refuses_the_zip_and_is_named),
        cmocka_unit_test(the_child_can_neither_open_nor_start_nor_connect),
        cmocka_unit_test(a_child_that_runs_for_ever_is_ended),
        cmocka_unit_test(rows_come_through_the_pipe_as_they_were),
        cmocka_unit_test(a_writer_that_dies_has_not_told_how_it_ended),
        cmocka_unit_test(nonsense_from_the_child_is_refused),
        cmocka_unit_test(a_child_that_stays_silent_is_given_up),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
