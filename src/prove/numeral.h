/*
 * One numeral of a text: Arabic or Chinese digits with their 十百千万亿 and the 余/多/几 that may
 * stand among them. Says nothing about what it counts, nor whether it is a figure at all.
 */
#ifndef SHANHAI_PROVE_NUMERAL_H
#define SHANHAI_PROVE_NUMERAL_H

#include "base/decimal.h"
#include "prove/cells.h"

struct numeral {
    size_t start, number_end; /* cells, with 万/亿 and an inner 多: what a figure's num_end is */
    size_t end;               /* with a closing 余 or 多 */
    int64_t mantissa;         /* the printed number is mantissa * 10^(scale - places) */
    int places;               /* printed decimal places */
    int scale;                /* 万 4, 亿 8 and the like */
    bool is_chinese;          /* written in Chinese digits (a scale behind Arabic ones is none) */
    bool is_vague;            /* 数十, 几百, 三五百, 10—20: between mantissa and `most` */
    bool has_more;            /* 余 多 来 inside or behind: 200余, 1.6万余, 320多万 */
    int64_t most;             /* the last value of a vague one: most * 10^most_power */
    int most_power;
    bool is_fraction; /* 三分之二: rounded when it was read */
};

/* Reads the numeral that begins at cell i; false where none does or it does not fit 64 bits
 * (*end is then the cell to go on from). */
bool numeral_read(struct numeral *out, const struct cells *c, size_t i, size_t *end);

/* 上百, 上千万: a lone power of ten behind 上, at least so many. */
bool numeral_is_round_up(const struct cells *c, const struct numeral *n);

/* 10^n for n in 0..18, else 0. */
int64_t ten_to(int n);

/* The value of a Chinese digit 零..九 两 壹..玖, or -1. */
int chinese_digit(uint32_t cp);
bool is_chinese_numeral(uint32_t cp); /* a digit or 十百千万亿廿卅 拾佰仟 */

#endif
