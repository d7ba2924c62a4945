/*
 * Writes a CSV of invented persons: persons COUNT SEED < regions.tsv > persons.csv
 *
 * The same count and seed give the same bytes. Numbers of persons have a right check digit and
 * belong to region codes that do not exist (99....); homes are villages of regions.tsv.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VILLAGES_MAX 20000
#define HOUSEHOLD_PERSONS 4

static struct {
    char code[13];
    char path[256]; /* county, township and village, as people write it */
} villages[VILLAGES_MAX];
static size_t village_count;

static uint64_t state;

static uint64_t draw(void) /* splitmix64 */
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static unsigned below(unsigned n)
{
    return (unsigned)(draw() % n);
}

static const char *one_of(const char *const *words, size_t n)
{
    return words[below((unsigned)n)];
}
#define ONE_OF(words) one_of(words, sizeof(words) / sizeof(*(words)))

static const char *const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",
                                       "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"};
static const char *const educations[] = {"小学", "初中", "高中", "中专", "大专"};
static const char *const skills[] = {"普通劳动力", "技能劳动力", "无劳动力", "丧失劳动力"};
static const char *const given[] = {"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋",
                                    "勇", "艳", "杰", "娟", "涛", "明", "超", "秀", "霞", "平",
                                    "刚", "桂", "英", "华", "兰", "文", "玉", "春", "云", "荣"};

/* regions.tsv is ordered by code, so that a county and a township come before their villages. */
static void villages_read(void)
{
    char line[512], county[128] = "", town[128] = "";
    while (fgets(line, sizeof(line), stdin) && village_count < VILLAGES_MAX) {
        size_t digits = strspn(line, "0123456789");
        char *name = line + digits + 1;
        name[strcspn(name, "\t\n")] = '\0';
        if (strncmp(line, "5306", 4) != 0)
            continue;
        if (digits == 6)
            snprintf(county, sizeof(county), "%s", name);
        if (digits == 9)
            snprintf(town, sizeof(town), "%s", name);
        if (digits != 12)
            continue;
        memcpy(villages[village_count].code, line, 12);
        snprintf(villages[village_count].path, sizeof(villages->path), "%.60s%.60s%.120s", county,
                 town, name);
        village_count++;
    }
}

/* 17 digits and the check digit of GB 11643; unique by i for a count below 10 million. */
static void idno_make(char out[19], uint64_t i, int *year, int *month, bool *is_woman)
{
    static const int weight[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    *year = 1950 + (int)below(56);
    *month = 1 + (int)below(12);
    int day = 1 + (int)below(28), order = (int)(i % 1000);
    *is_woman = order % 2 == 0;
    snprintf(out, 19, "99%04d%04d%02d%02d%03d", (int)(i / 1000) % 10000, *year, *month, day, order);
    int sum = 0;
    for (int k = 0; k < 17; k++)
        sum += (out[k] - '0') * weight[k];
    out[17] = "10X98765432"[sum % 11];
    out[18] = '\0';
}

/* A household lives in one village; its code begins with the village's. */
static void person_print(uint64_t i)
{
    static size_t village;
    static uint64_t household;
    char idno[19];
    int year, month;
    bool is_woman;
    if (i % HOUSEHOLD_PERSONS == 0) {
        village = below((unsigned)village_count);
        household++;
    }
    idno_make(idno, i, &year, &month, &is_woman);
    printf("%s,%s%s%s,1%d%08u,%s,%d-%02d,%s,%s,%s%07" PRIu64 ",%s,%s\n", idno, ONE_OF(surnames),
           ONE_OF(given), below(3) ? ONE_OF(given) : "", 30 + (int)below(10), below(100000000),
           is_woman ? "女" : "男", year, month, villages[village].path, below(4) ? "否" : "是",
           villages[village].code, household, ONE_OF(educations), ONE_OF(skills));
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    uint64_t count = strtoull(argv[1], NULL, 10);
    state = strtoull(argv[2], NULL, 10);
    villages_read();
    if (village_count == 0 || count > 10000000)
        return 3;
    puts("身份证号,姓名,联系电话,性别,出生年月,户籍所在地,是否建档立卡,户编号,文化程度,劳动技能");
    for (uint64_t i = 0; i < count; i++)
        person_print(i);
    return fflush(stdout) == 0 ? 0 : 4;
}
