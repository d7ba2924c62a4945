#include "demo/habits.h"

static const struct {
    int64_t county;
    struct habit habit;
} habits[] = {
    {530602000000,
     {.office = "昭阳区人力资源和社会保障局",
      .days = DAY_SERIAL,
      .lead_rows = 2,
      .titles = 1,
      .has_totals = true,
      .has_notes = true,
      .has_formulas = true}},
    {530621000000,
     {.office = "鲁甸县人力资源和社会保障局",
      .days = DAY_HANZI,
      .lead_rows = 2,
      .has_groups = true,
      .has_merges = true,
      .has_notes = true}},
    {530622000000, {.office = "巧家县劳务办", .form = FORM_CSV_GB18030, .days = DAY_SLASHES}},
    {530623000000,
     {.office = "盐津县人社局",
      .days = DAY_DOTS,
      .land = LAND_OFFICIAL,
      .lead_rows = 1,
      .titles = 2,
      .counts_as_text = true}},
    {530624000000,
     {.office = "大关县扶贫开发局", .form = FORM_CSV_BOM, .days = DAY_DIGITS, .lead_rows = 1}},
    {530625000000,
     {.office = "永善县扶贫开发局",
      .days = DAY_WIDE,
      .lead_rows = 2,
      .has_merges = true,
      .in_wan = true,
      .has_totals = true,
      .has_notes = true}},
    {530626000000, {.office = "绥江县人社局", .days = DAY_DASHES, .land = LAND_CODE, .titles = 1}},
    {530627000000,
     {.office = "镇雄县劳动力转移就业办公室",
      .days = DAY_SERIAL,
      .lead_rows = 2,
      .hides = true,
      .has_notes = true}},
    {530628000000,
     {.office = "彝良县人社局",
      .days = DAY_HANZI,
      .lead_rows = 1,
      .titles = 2,
      .has_groups = true,
      .has_totals = true}},
    {530629000000, {.office = "威信县人社局", .days = DAY_DIGITS, .lead_rows = 2, .hides = true}},
    {530681000000, {.office = "水富市人社局", .form = FORM_CSV_UTF16, .days = DAY_DASHES}},
};

const struct habit PREFECTURE = {
    .office = "昭通市扶贫协作办公室", .days = DAY_DASHES, .lead_rows = 1};
const struct habit PREFECTURE_MONEY = {.office = "昭通市财政局",
                                       .days = DAY_SERIAL,
                                       .lead_rows = 2,
                                       .in_wan = true,
                                       .has_totals = true,
                                       .has_notes = true,
                                       .has_formulas = true};
const struct habit PREFECTURE_CSV = {
    .office = "昭通市委组织部", .form = FORM_CSV_UTF16, .days = DAY_DOTS};

const struct habit *habit_of(int64_t county)
{
    for (size_t i = 0; i < sizeof(habits) / sizeof(*habits); i++)
        if (habits[i].county == county)
            return &habits[i].habit;
    return &PREFECTURE;
}
