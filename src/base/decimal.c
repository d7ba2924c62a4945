#include "base/decimal.h"

#include <stdint.h>

#define PLACES_MAX 18

static const int64_t power_of_ten[] = {1,
                                       10,
                                       100,
                                       1000,
                                       10000,
                                       100000,
                                       1000000,
                                       10000000,
                                       100000000,
                                       1000000000,
                                       10000000000,
                                       100000000000,
                                       1000000000000,
                                       10000000000000,
                                       100000000000000,
                                       1000000000000000,
                                       10000000000000000,
                                       100000000000000000,
                                       1000000000000000000};

bool add_int64(int64_t *out, int64_t a, int64_t b, struct fault *f)
{
    if (__builtin_add_overflow(a, b, out))
        return fault_set(f, FAULT_LIMIT, "a sum does not fit into 64 bits");
    return true;
}

bool multiply_int64(int64_t *out, int64_t a, int64_t b, struct fault *f)
{
    if (__builtin_mul_overflow(a, b, out))
        return fault_set(f, FAULT_LIMIT, "a product does not fit into 64 bits");
    return true;
}

bool decimal_parse(struct decimal *out, struct text t, struct fault *f)
{
    struct text whole = t;
    bool negative = t.n && t.p[0] == '-';
    if (t.n && (t.p[0] == '-' || t.p[0] == '+'))
        t = text_slice(t, 1, t.n);
    int64_t mantissa = 0;
    int places = 0;
    bool point = false, digit = false;
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] == '.' && !point && digit) {
            point = true;
            continue;
        }
        if (t.p[i] < '0' || t.p[i] > '9' || (point && ++places > PLACES_MAX) ||
            __builtin_mul_overflow(mantissa, 10, &mantissa) ||
            __builtin_add_overflow(mantissa, t.p[i] - '0', &mantissa))
            return fault_set(f, FAULT_INPUT, "\"%.*s\" is not a number", TEXT_ARG(whole));
        digit = true;
    }
    if (!digit || t.p[t.n - 1] == '.')
        return fault_set(f, FAULT_INPUT, "\"%.*s\" is not a number", TEXT_ARG(whole));
    *out = (struct decimal){negative ? -mantissa : mantissa, places};
    return true;
}

struct text decimal_print(struct arena *a, struct decimal d)
{
    if (d.places == 0)
        return text_printf(a, "%lld", (long long)d.mantissa);
    uint64_t size = d.mantissa < 0 ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
    uint64_t unit = (uint64_t)power_of_ten[d.places];
    return text_printf(a, "%s%llu.%0*llu", d.mantissa < 0 ? "-" : "",
                       (unsigned long long)(size / unit), d.places,
                       (unsigned long long)(size % unit));
}

struct decimal decimal_trim(struct decimal d)
{
    while (d.places > 0 && d.mantissa % 10 == 0) {
        d.mantissa /= 10;
        d.places--;
    }
    return d;
}

bool decimal_rescale(struct decimal *out, struct decimal d, int places, struct fault *f)
{
    d = decimal_trim(d);
    if (d.places > places || places > PLACES_MAX)
        return fault_set(f, FAULT_INPUT, "the number has more than %d decimal places", places);
    TRY(multiply_int64(&out->mantissa, d.mantissa, power_of_ten[places - d.places], f));
    out->places = places;
    return true;
}

int decimal_compare(struct decimal a, struct decimal b)
{
    __int128 x = (__int128)a.mantissa * power_of_ten[b.places];
    __int128 y = (__int128)b.mantissa * power_of_ten[a.places];
    return (x > y) - (x < y);
}

static bool decimal_from_wide(struct decimal *out, __int128 mantissa, int places, struct fault *f)
{
    while (places > 0 && (places > PLACES_MAX || mantissa % 10 == 0)) {
        if (mantissa % 10 != 0)
            return fault_set(f, FAULT_LIMIT, "a result has more than %d decimal places", PLACES_MAX);
        mantissa /= 10;
        places--;
    }
    if (mantissa > INT64_MAX || mantissa < INT64_MIN)
        return fault_set(f, FAULT_LIMIT, "a result does not fit into 64 bits");
    *out = (struct decimal){(int64_t)mantissa, places};
    return true;
}

bool decimal_multiply(struct decimal *out, struct decimal a, struct decimal b, struct fault *f)
{
    a = decimal_trim(a);
    b = decimal_trim(b);
    return decimal_from_wide(out, (__int128)a.mantissa * b.mantissa, a.places + b.places, f);
}

bool decimal_add(struct decimal *out, struct decimal a, struct decimal b, struct fault *f)
{
    int places = a.places > b.places ? a.places : b.places;
    __int128 x = (__int128)a.mantissa * power_of_ten[places - a.places];
    __int128 y = (__int128)b.mantissa * power_of_ten[places - b.places];
    return decimal_from_wide(out, x + y, places, f);
}

static bool ratio_divide(struct decimal *out, struct ratio r, int places, bool round, struct fault *f)
{
    __int128 part = (__int128)r.part * power_of_ten[places];
    __int128 over = r.over;
    if (over < 0) {
        part = -part;
        over = -over;
    }
    __int128 size = part < 0 ? -part : part;
    __int128 quotient = size / over;
    if (round && size % over * 2 >= over)
        quotient++;
    if (quotient > INT64_MAX)
        return fault_set(f, FAULT_LIMIT, "a result does not fit into 64 bits");
    *out = (struct decimal){(int64_t)(part < 0 ? -quotient : quotient), places};
    return true;
}

bool ratio_round(struct decimal *out, struct ratio r, int places, struct fault *f)
{
    return ratio_divide(out, r, places, true, f);
}

bool ratio_truncate(struct decimal *out, struct ratio r, int places, struct fault *f)
{
    return ratio_divide(out, r, places, false, f);
}
