#include "prove/relation.h"

#include "prove/condition.h"
#include "prove/statement.h"

bool quote_is_number(const struct quote *q)
{
    return q->kind != QUOTE_DATE && !q->is_since;
}

size_t number_before(const struct passage *p, size_t quote)
{
    for (size_t i = quote; i-- > 0 && p->seats[i].sentence == p->seats[quote].sentence;)
        if (quote_is_number(&p->proof->quotes[i]))
            return i;
    return SIZE_MAX;
}

static struct span between(const struct passage *p, size_t before, size_t quote)
{
    return (struct span){p->seats[before].whole.to, p->seats[quote].whole.from};
}

/* 投资11亿元，带动1.6万人，其中某集团投资1亿元: the part is of the last that is of its kind. */
static size_t whole_of_kind(const struct passage *p, const struct link *links, size_t quote,
                            size_t before)
{
    const struct quote *q = p->proof->quotes;
    for (size_t i = before;; i--) {
        if (q[i].kind == q[quote].kind && links[i].indicator != SIZE_MAX)
            return i;
        if (i == 0 || p->seats[i - 1].sentence != p->seats[quote].sentence)
            break;
    }
    return links[before].indicator == SIZE_MAX ? SIZE_MAX : before;
}

size_t whole_before(const struct passage *p, const struct link *links, size_t quote, bool *part)
{
    static struct words shares = {.list = {"占", "占了", "占到", "包括", "其中", "当中"}};
    size_t before = number_before(p, quote);
    *part = false;
    if (before == SIZE_MAX || p->proof->quotes[quote].kind == QUOTE_PERCENT)
        return SIZE_MAX;
    struct span words = between(p, before, quote);
    if (is_within_those(&p->cells, words.from) && links[before].indicator == SIZE_MAX) {
        *part = true; /* 未就业3.7万人中，有意愿的2.1万人: of those that are not known */
        return SIZE_MAX;
    }
    if (cells_have(&p->cells, words, "其中") ||
        (links[before].indicator != SIZE_MAX &&
         cells_match_any_back(&p->cells, p->seats[quote].whole.from, &shares))) {
        *part = true;
        return whole_of_kind(p, links, quote, before);
    }
    /* 其中甲10人，乙20人、丙30人: up to ； */
    if (links[before].is_part && p->proof->quotes[before].kind == p->proof->quotes[quote].kind &&
        !cells_have(&p->cells, words, "；")) {
        *part = true;
        return links[before].whole;
    }
    return SIZE_MAX;
}

size_t grown_from(const struct passage *p, const struct link *links, size_t quote)
{
    static struct words grown = {.list = {"递增到", "增加到", "增长到", "提高到", "扩大到",
                                          "上升到", "增至", "升至", "提高至", "增加至", "减少到",
                                          "下降到", "降至", "下降至"}};
    size_t before = number_before(p, quote);
    if (before == SIZE_MAX || links[before].indicator == SIZE_MAX ||
        p->proof->quotes[before].kind != p->proof->quotes[quote].kind ||
        !cells_have_any(&p->cells, between(p, before, quote), &grown))
        return SIZE_MAX;
    return before;
}

static bool is_companion(const struct indicator *x, const struct indicator *y)
{
    return y != x && x->over_count && y->over_count && y->over[0].type == x->over[0].type &&
           nodes_equal(x->where, y->where);
}

size_t companion_find(const struct passage *p, const struct vocabulary *v, const struct link *links,
                      size_t quote)
{
    static struct words reached = {
        .list = {"惠及", "受惠", "培训", "参训", "受益", "服务群众", "接诊", "诊治", "参加人员"}};
    size_t before = number_before(p, quote), found = SIZE_MAX;
    if (before == SIZE_MAX || links[before].indicator == SIZE_MAX ||
        p->proof->quotes[before].kind != QUOTE_COUNT ||
        !cells_have_any(&p->cells, p->seats[quote].left, &reached))
        return SIZE_MAX;
    struct indicator **all = v->catalogue->indicators.items;
    for (size_t i = 0; i < v->count; i++) {
        if (!unit_agrees(p, quote, all[i], &v->traits[i], NULL) ||
            !is_companion(all[links[before].indicator], all[i]))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = i;
    }
    return found;
}
