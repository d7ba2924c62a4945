// Prints the SQL that counts an indicator in a scope: sql.mjs INDICATOR SCOPE. Written by hand from
// the definitions, apart from src/count: the tests hold one against the other.
const [indicator, scope_text] = process.argv.slice(2);

// ---- the scope: in=5306 party=4419,4420 from=2017-01-01 to=2019-07-31 where="..." ----
const scope = {};
for (const m of (scope_text ?? "").matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)) scope[m[1]] = m[2] ?? m[3];
const day = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / 86400000);
const from = day(scope.from ?? "2016-09-01"); // 累计: from the programme's first day
const to = scope.to ? day(scope.to) : 2932896;
const month_index = (d) => `(CAST(strftime('%Y', (${d}) * 86400, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', (${d}) * 86400, 'unixepoch') AS INTEGER) - 1)`;
// "5306" is every code from 530600000000 up to 530700000000.
function within(column, codes) {
  if (!codes) return "1";
  return "(" + codes.split(",").map((c) => {
    const size = 10n ** BigInt(12 - c.length), first = BigInt(c) * size;
    return `(${column} >= ${first} AND ${column} < ${first + size})`;
  }).join(" OR ") + ")";
}

// ---- pieces ----
const now = (t) => `${t}.until = 9223372036854775807 AND ${t}.void_why IS NULL`;
const event = (c) => `${c} BETWEEN ${from} AND ${to}`;
// A month belongs to the period in which its last day lies: the month of the day before the next.
const month_event = (c) => `${c} >= ${month_index(from)} AND ${c} < ${month_index(to + 1)}`;
const open = (a, b) => `${a} <= ${to} AND (${b} IS NULL OR ${b} >= ${to})`;
// An attribute that changes: the newest change up to the day, else the person's own.
const at = (field, change, who, d) => `coalesce(
  (SELECT m.${field} FROM ${change} m WHERE m.person = ${who} AND ${now("m")} AND m.started_on <= ${d} ORDER BY m.started_on DESC LIMIT 1),
  (SELECT h.${field} FROM person h WHERE h.record = ${who} AND h.until = 9223372036854775807))`;
const home = (who, d) => at("home", "person_move", who, d);
const registered = (who, d) => `${at("registered", "person_standing", who, d)} = 1`;

function select(value, tables, { when = "1", where = "1", place, party }) {
  const in_west = place ? within(place, scope.in ?? "5306") : "1";
  const in_east = party && scope.party ? within(party, scope.party) : "1";
  return `SELECT ${value} FROM ${tables} WHERE ${when} AND ${where} AND ${in_west} AND ${in_east}${extra()}`;
}
// --where of a scope: only `path = 'text'`, as the bulletin and the page need it.
const table_of = {
  project: "projects_project", site: "projects_site", fund: "funds_fund", class: "labour_training_class",
  organisation: "organisation", enterprise: "industry_enterprise", park: "industry_park", base: "industry_base", job: "industry_job",
};
function extra() {
  if (!scope.where) return "";
  const m = scope.where.match(/^\s*([\w.]+)\s*=\s*'?([^']*)'?\s*$/);
  if (!m) throw new Error("cannot count where " + scope.where);
  const along = ([field, ...rest], row, depth) => rest.length === 0
    ? `${row}.${field} = '${m[2]}'`
    : `${row}.${field} IN (SELECT w${depth}.record FROM ${table_of[field]} w${depth} WHERE ${now("w" + depth)} AND ${along(rest, "w" + depth, depth + 1)})`;
  return " AND " + along(m[1].split("."), "x", 0);
}

// ---- families ----
const placement = (where, kind = "event") => select("count(DISTINCT x.worker)", "labour_placement x", {
  when: `${now("x")} AND ${kind === "event" ? event("x.started_on") : open("x.started_on", "x.ended_on")}`,
  where, place: home("x.worker", "x.started_on"), party: "x.workplace",
});
const county_of = (r) => `(${r} / 1000000)`;
const province_of = (r) => `(${r} / 10000000000)`;
const lived = home("x.worker", "x.started_on");
const nearby = `${province_of("x.workplace")} = ${province_of(lived)}`;
const partner = `NOT ${nearby} AND EXISTS (SELECT 1 FROM (SELECT 4419 AS c, ${day("2016-09-01")} AS d UNION SELECT 4420, ${day("2016-09-01")} UNION SELECT 4403, ${day("2019-04-01")}) e WHERE x.workplace / 100000000 = e.c AND e.d <= ${to})`;

// Wages lie on placements: the home is the worker's on the month's first day.
const wage = (value, where = "1") => select(value, "labour_wage_month x JOIN labour_placement p ON p.record = x.placement", {
  when: `${now("x")} AND ${now("p")} AND ${month_event("x.month")}`, where,
  place: home("p.worker", `(CAST(julianday(printf('%04d-%02d-01', x.month / 12, x.month % 12 + 1)) - 2440587.5 AS INTEGER))`),
  party: "p.workplace",
});
const attendance = (value, where = "1") => select(value, "labour_attendance x JOIN labour_training_class c ON c.record = x.class", {
  when: `${now("x")} AND ${now("c")} AND ${event("c.starts_on")}`, where, place: "c.place", party: "c.party",
});
const pair = (value, kinds) => select(value, "pairing_pair x", {
  when: `${now("x")} AND ${open("x.started_on", "x.ended_on")}`, where: `x.kind IN (${kinds})`, place: "x.west_region", party: "x.east_region",
});
const money = (when, step, kinds = "'province_fiscal', 'city_fiscal', 'district_fiscal', 'paired_county'") =>
  select("sum(x.amount) / 100.0", "funds_movement x JOIN funds_fund f ON f.record = x.fund", {
    when: `${now("x")} AND ${now("f")} AND ${event(when)}`, where: `x.step = '${step}' AND f.kind IN (${kinds})`, place: "f.receiver", party: "f.giver",
  });
// The newest statistic of each place up to the day, added over places.
// Governance: a side of a meeting, an agreement or a mechanism is a row of its own; the thing counts once.
const sides = (value, table, what, whole, day, where) => select(value, `${table} x JOIN ${whole} y ON y.record = x.${what}`, {
  when: `${now("x")} AND ${now("y")} AND ${day}`, where, place: "y.place", party: "x.party",
});
const meetings = (kinds) => sides("count(DISTINCT y.record)", "governance_attendance", "meeting", "governance_meeting", event("y.held_on"), `y.kind IN (${kinds})`);
const agreements = (value, kinds) => sides(value, "governance_signatory", "document", "governance_document", event("y.signed_on"), `y.kind IN (${kinds})`);
const mechanisms = (where) => sides("count(DISTINCT y.record)", "governance_mechanism_party", "mechanism", "governance_mechanism", open("y.started_on", "y.ended_on"), where);
const visits = (where) => select("sum(x.persons)", "governance_visit x", {
  when: `${now("x")} AND ${event("x.starts_on")}`, where, place: "x.west_region", party: "x.east_region",
});
const statistic = (item) => select("sum(x.value)", "baseline_statistic x", {
  when: `${now("x")} AND x.day <= ${to}`, where: `x.item = '${item}' AND NOT EXISTS (SELECT 1 FROM baseline_statistic y WHERE ${now("y")} AND y.item = x.item AND y.place = x.place AND y.day <= ${to} AND y.day > x.day)`,
  place: "x.place",
});
const village = (where, until = true) => select("count(*)", "baseline_village x", {
  when: `${now("x")} AND ${until ? open("x.listed_on", "x.exited_on") : `x.listed_on <= ${to}`}`, where, place: "x.village",
});
const county = (where, until = true) => select("count(*)", "baseline_county x", {
  when: `${now("x")} AND ${until ? open("x.listed_on", "x.exited_on") : `x.listed_on <= ${to}`}`, where, place: "x.county",
});
const expert = (where, long = true) => select("count(DISTINCT x.person)", "talent_expert x", {
  when: `${now("x")} AND ${event("x.starts_on")}`,
  where: where + (long ? ` AND date(x.starts_on * 86400, 'unixepoch', '+1 month') <= date((coalesce(min(x.ends_on, ${to}), ${to}) + 1) * 86400, 'unixepoch')` : ""),
  place: "x.west_region", party: "x.east_region",
});
const cadre = (where) => select("count(DISTINCT x.person)", "talent_cadre x", {
  when: `${now("x")} AND ${event("x.starts_on")}`, where, place: "x.west_region", party: "x.east_region",
});
const activity = (value, kind) => select(value, "talent_activity x", {
  when: `${now("x")} AND ${event("x.held_on")}`, where: `x.kind = '${kind}'`, place: "x.place", party: "x.party",
});
const enrolment = (where) => select("count(DISTINCT x.student)", "education_enrolment x", {
  when: `${now("x")} AND ${event("x.entered_on")}`, where, place: "x.origin", party: "x.school_region",
});
const reached = (value) => select(value, "projects_reached x JOIN projects_project p ON p.record = x.project", {
  when: `${now("x")} AND ${now("p")} AND ${event("x.started_on")}`, place: "p.place", party: "p.party",
});
const station = (value, table, place, party) => select(value, table, {
  when: `${now("x")} AND ${open("x.started_on", "x.ended_on")}`, place, party,
});
// Industry: what belongs to an enterprise lies where it does; eastern ones have a home in the east.
const of_enterprise = "JOIN industry_enterprise e ON e.record = x.enterprise AND e.until = 9223372036854775807";
const enterprises = (where) => select("count(*)", "industry_enterprise x", {
  when: `${now("x")} AND ${open("x.arrived_on", "x.left_on")}`, where: `x.party IS NOT NULL AND ${where}`, place: "x.place", party: "x.party",
});
const at_enterprise = (value, table, when, where = "1") => select(value, `${table} x ${of_enterprise}`, {
  when: `${now("x")} AND ${when}`, where, place: "e.place", party: "e.party",
});
const employed = (where) => at_enterprise("count(DISTINCT x.person)", "industry_job", open("x.started_on", "x.ended_on"), `e.party IS NOT NULL AND ${where}`);
const registered_job = registered("x.person", "x.started_on");
const linked = (where) => at_enterprise("count(DISTINCT x.person)", "industry_linked", event("x.started_on"), `e.party IS NOT NULL AND ${registered("x.person", "x.started_on")} AND ${where}`);
const house = (stage) => select("count(*)", "industry_greenhouse x JOIN industry_base b ON b.record = x.base AND b.until = 9223372036854775807", {
  when: `${now("x")} AND ${open("x." + stage, "x.removed_on")}`, place: "b.place", party: "b.party",
});
// The newest plan of each subject, item, phase and product up to the day; the whole where it was stated.
const newer = (y) => `SELECT 1 FROM industry_plan_item ${y} WHERE ${now(y)} AND ${y}.subject = x.subject AND ${y}.item = x.item AND ${y}.product = x.product AND ${y}.stated_on <= ${to}`;
const planned = (item, value = "sum(x.value) / 100.0", phase = `(x.phase = 'whole' OR NOT EXISTS (${newer("u")} AND u.phase = 'whole'))`) => select(value, "industry_plan_item x", {
  when: `${now("x")} AND x.stated_on <= ${to}`, where: `x.item = '${item}' AND ${phase} AND NOT EXISTS (${newer("y")} AND y.phase = x.phase AND y.stated_on > x.stated_on)`,
  place: "x.place", party: "x.party",
});
const terms = (kind) => at_enterprise("avg(x.amount) / 100.0", "industry_wage_terms", `x.stated_on <= ${to}`, `x.kind = '${kind}' AND NOT EXISTS (SELECT 1 FROM industry_wage_terms y WHERE ${now("y")} AND y.enterprise = x.enterprise AND y.kind = x.kind AND y.stated_on <= ${to} AND y.stated_on > x.stated_on)`);
const sites = (where) => select("count(*)", "projects_site x", {
  when: `${now("x")} AND ${open("x.built_on", "x.closed_on")}`, where, place: "x.place", party: "x.party",
});
// Who is to move: of a site and origin only the newest task that was stated by the day, and not yet due.
const task = (value) => select(value, "resettlement_task x JOIN projects_site s ON s.record = x.site", {
  when: `${now("x")} AND ${now("s")} AND x.stated_on <= ${to} AND x.due_on >= ${to}`,
  where: `x.stated_on = (SELECT max(y.stated_on) FROM resettlement_task y WHERE ${now("y")} AND y.site = x.site AND y.origin = x.origin AND y.stated_on <= ${to})
    AND ${county_of("x.origin")} <> ${county_of("s.place")}`,
  place: "s.place", party: "s.party",
});
// Paid by a workshop in one of the last three months up to the day, the third before it counted whole.
const payroll = (value, where = "1") => select(value, "workshops_payroll x JOIN workshops_workshop k ON k.record = x.workshop", {
  when: `${now("x")} AND ${now("k")} AND x.month <= ${month_index(to)}`,
  where: `${where} AND x.month > ${month_index(to + 1)} - 4`,
  place: "k.place", party: "k.party",
});
const over = (a, b, times = 1) => `SELECT ${times}.0 * (${a}) / (${b})`;

const counted = {
  "labour.placed": () => placement("1"),
  "labour.placed_registered": () => placement(registered("x.worker", "x.started_on")),
  "labour.at_work": () => placement("1", "spell"),
  "labour.at_work_partner": () => placement(partner, "spell"),
  "labour.at_work_nearby": () => placement(nearby, "spell"),
  "labour.at_work_other": () => placement(`NOT ${nearby} AND NOT (${partner})`, "spell"),
  "labour.wage_income": () => wage("sum(x.pay) / 100.0"),
  "labour.wage_income_registered": () => wage("sum(x.pay) / 100.0", registered("p.worker", "p.started_on")),
  "labour.wage_mean": () => wage("sum(x.pay) / 100.0 / count(*)"),
  "labour.training_classes": () => select("count(*)", "labour_training_class x", { when: `${now("x")} AND ${event("x.starts_on")}`, place: "x.place", party: "x.party" }),
  "labour.training_attended": () => attendance("count(*)"),
  "labour.training_attended_registered": () => attendance("count(*)", registered("x.trainee", "c.starts_on")),
  "labour.trained": () => attendance("count(DISTINCT x.trainee)"),
  "labour.institutions": () => station("count(*)", "labour_institution x", "x.serves", "x.region"),
  "labour.staff": () => station("count(DISTINCT x.person)", "labour_staff x JOIN labour_institution i ON i.record = x.institution AND i.until = 9223372036854775807", "i.serves", "i.region"),
  "labour.liaisons": () => station("count(DISTINCT x.person)", "labour_liaison x", "x.village"),
  "labour.liaison_villages": () => station("count(DISTINCT x.village)", "labour_liaison x", "x.village"),
  "pairing.county_pairs": () => pair("count(*)", "'county'"),
  "pairing.east_counties": () => pair("count(DISTINCT x.east_region)", "'county'"),
  "pairing.west_counties": () => pair("count(DISTINCT x.west_region)", "'county'"),
  "pairing.east_towns": () => pair("count(DISTINCT x.east_region)", "'county', 'town'"),
  "pairing.west_towns": () => pair("count(DISTINCT x.west_region)", "'town'"),
  "pairing.east_villages": () => pair("count(DISTINCT x.east_region)", "'village'"),
  "pairing.west_villages": () => pair("count(DISTINCT x.west_region)", "'village'"),
  "pairing.enterprises": () => pair("count(DISTINCT x.east_name)", "'enterprise'"),
  "pairing.enterprise_villages": () => pair("count(DISTINCT x.west_region)", "'enterprise'"),
  "pairing.east_schools": () => pair("count(DISTINCT x.east_name)", "'school'"),
  "pairing.west_schools": () => pair("count(DISTINCT x.west_name)", "'school'"),
  "pairing.school_counties": () => pair(`count(DISTINCT ${county_of("x.west_region")})`, "'school'"),
  "pairing.east_hospitals": () => pair("count(DISTINCT x.east_name)", "'hospital'"),
  "pairing.west_hospitals": () => pair("count(DISTINCT x.west_name)", "'hospital'"),
  "pairing.organisations": () => pair("count(DISTINCT x.east_name)", "'organisation'"),
  "funds.paid": () => money("x.sent_on", "grant"),
  "funds.received": () => money("x.received_on", "grant"),
  "funds.spent": () => money("x.sent_on", "spend"),
  "funds.integrated": () => money("x.sent_on", "grant", "'local_integrated'"),
  "funds.social": () => money("x.sent_on", "grant", "'social'"),
  "governance.joint_meetings": () => meetings("'joint'"),
  "governance.high_meetings": () => meetings("'joint', 'tripartite'"),
  "governance.tripartite_meetings": () => meetings("'tripartite'"),
  "governance.visits": () => visits("1"),
  "governance.visits_west": () => visits("x.direction = 'westward'"),
  "governance.visits_east": () => visits("x.direction = 'eastward'"),
  "governance.agreements": () => agreements("count(DISTINCT y.record)", "'framework', 'special', 'yearly', 'supplement', 'pledge'"),
  "governance.special_agreements": () => agreements("count(DISTINCT y.record)", "'special'"),
  "governance.framework_agreements": () => agreements("count(DISTINCT y.record)", "'framework'"),
  "governance.fields": () => agreements("count(DISTINCT y.subject)", "'special'"),
  "governance.mechanisms": () => mechanisms("1"),
  "governance.farm_mechanisms": () => mechanisms("y.subject = 'agriculture'"),
  "funds.paid_per_county": () => over(counted["funds.paid"](), counted["pairing.west_counties"]()),
  "projects.invested": () => select("sum(x.invested) / 100.0", "projects_progress x JOIN projects_project p ON p.record = x.project", { when: `${now("x")} AND ${now("p")} AND ${month_event("x.month")}`, place: "p.place", party: "p.party" }),
  "projects.projects": () => select("count(*)", "projects_project x", { when: `${now("x")} AND ${event("x.starts_on")}`, place: "x.place", party: "x.party" }),
  "projects.reached_households": () => reached("count(DISTINCT x.household)"),
  "projects.reached_persons": () => reached("sum(x.persons)"),
  "resettlement.planned_cross_persons": () => task("sum(x.persons)"),
  "resettlement.planned_cross_counties": () => task(`count(DISTINCT ${county_of("x.origin")})`),
  "workshops.workshops": () => select("count(*)", "workshops_workshop x", { when: `${now("x")} AND ${open("x.recognised_on", "x.closed_on")}`, place: "x.place", party: "x.party" }),
  "workshops.workers": () => payroll("count(DISTINCT x.worker)"),
  "markets.buyers": () => select("count(DISTINCT x.buyer)", "markets_buyer_visit x", { when: `${now("x")} AND ${event("x.arrived_on")}`, where: "x.bought = 1", place: "x.place", party: "x.party" }),
  "markets.agreed": () => select("sum(x.amount) / 100.0", "markets_agreement x", { when: `${now("x")} AND ${event("x.signed_on")}`, where: `(x.ended_on IS NULL OR x.ended_on > ${to})`, place: "x.place", party: "x.party" }),
  "markets.farm_exhibitors": () => select("count(DISTINCT e.enterprise)", "markets_exhibitor e JOIN markets_fair f ON f.record = e.fair", { when: `${now("e")} AND ${now("f")} AND ${event("f.held_on")}`, where: "e.farming = 1", place: "e.region", party: "f.party" }),
  "markets.exhibited": () => select("count(DISTINCT x.product)", "markets_exhibit x JOIN markets_exhibitor e ON e.record = x.exhibitor JOIN markets_fair f ON f.record = e.fair", { when: `${now("x")} AND ${now("e")} AND ${now("f")} AND ${event("f.held_on")}`, place: "e.region", party: "f.party" }),
  "industry.east_enterprises": () => enterprises("1"),
  "industry.park_enterprises": () => enterprises("x.park IS NOT NULL"),
  "industry.invested": () => at_enterprise("sum(x.amount) / 100.0", "industry_investment", event("x.paid_on"), "e.party IS NOT NULL"),
  "industry.startup_days": () => select("avg(x.trial_on - x.arrived_on + 1)", "industry_enterprise x", { when: `${now("x")} AND ${event("x.trial_on")}`, place: "x.place", party: "x.party" }),
  "industry.standard_plant_area": () => at_enterprise("sum(x.area) / 100.0", "industry_plant", open("x.leased_on", "x.ended_on"), "x.is_standard = 1"),
  "industry.plant_area": () => at_enterprise("sum(x.area) / 100.0", "industry_plant", open("x.leased_on", "x.ended_on")),
  "industry.lines": () => at_enterprise("count(*)", "industry_line", open("x.started_on", "x.stopped_on")),
  "industry.jobs": () => employed("1"),
  "industry.jobs_registered": () => employed(registered_job),
  "industry.park_jobs": () => employed("e.park IS NOT NULL"),
  "industry.park_jobs_registered": () => employed(`e.park IS NOT NULL AND ${registered_job}`),
  "industry.wage_mean": () => select("sum(x.pay) / 100.0 / count(*)", "industry_pay_month x JOIN industry_job j ON j.record = x.job AND j.until = 9223372036854775807 JOIN industry_enterprise e ON e.record = j.enterprise AND e.until = 9223372036854775807", { when: `${now("x")} AND ${month_event("x.month")}`, where: "e.party IS NOT NULL", place: "e.place", party: "e.party" }),
  "industry.wage_base": () => terms("base"),
  "industry.wage_skilled": () => terms("skilled"),
  "industry.linked": () => linked("1"),
  "industry.lifted": () => linked(`x.exited_on <= ${to}`),
  "industry.greenhouses": () => house("finished_on"),
  "industry.frames": () => house("frame_on"),
  "industry.foundations": () => house("foundation_on"),
  "industry.greenhouses_due": () => planned("greenhouses", "sum(x.value) / 100.0", `x.phase = 'year' AND strftime('%Y', x.due_on * 86400, 'unixepoch') = strftime('%Y', ${to} * 86400, 'unixepoch')`),
  "industry.greenhouses_planned": () => planned("greenhouses"),
  "industry.plant_area_planned": () => planned("plant_area"),
  "industry.processing_area_planned": () => planned("processing_area"),
  "industry.logistics_area_planned": () => planned("logistics_area"),
  "industry.capacity_planned": () => planned("capacity"),
  "industry.output_bags_planned": () => planned("output_bags"),
  "industry.output_weight_planned": () => planned("output_weight"),
  "industry.output_area_planned": () => planned("output_area"),
  "industry.output_value_planned": () => planned("output_value"),
  "industry.investment_planned": () => planned("investment"),
  "industry.jobs_planned": () => planned("jobs"),
  "industry.households_planned": () => planned("households"),
  "industry.persons_planned": () => planned("linked_persons"),
  "industry.household_income_planned": () => planned("household_income", "avg(x.value) / 100.0"),
  "industry.greenhouse_households_planned": () => planned("greenhouse_households", "avg(x.value) / 100.0"),
  "industry.household_greenhouses_planned": () => planned("household_greenhouses", "avg(x.value) / 100.0"),
  "projects.sites": () => sites("1"),
  "projects.resettlement_sites": () => sites("x.kind = 'resettlement'"),
  "baseline.counties": () => county("1", false),
  "baseline.key_counties": () => county("x.key_poverty = 1"),
  "baseline.deep_counties": () => county("x.key_poverty = 1 AND x.deep_poverty = 1"),
  "baseline.land_area": () => select("sum(x.area) / 1000000.0", "baseline_county x", { when: `${now("x")} AND x.listed_on <= ${to}`, place: "x.county" }),
  "baseline.villages": () => village("1", false),
  "baseline.poor_villages": () => village("x.poor = 1"),
  "baseline.deep_villages": () => village("x.poor = 1 AND x.deep = 1"),
  "baseline.poor_village_share": () => over(counted["baseline.poor_villages"](), counted["baseline.villages"](), 100),
  "baseline.deep_village_share": () => over(counted["baseline.deep_villages"](), counted["baseline.poor_villages"](), 100),
  "talent.cadres_west": () => cadre("x.direction = 'westward'"),
  "talent.cadres_east": () => cadre("x.direction = 'eastward'"),
  "talent.cadres_exchanged": () => cadre("1"),
  "talent.experts_west": () => expert("x.direction = 'westward'"),
  "talent.experts_east": () => expert("x.direction = 'eastward'"),
  "talent.teachers_west": () => expert("x.direction = 'westward' AND x.domain = 'education' AND x.form = 'secondment'"),
  "talent.teachers_guiding": () => expert("x.direction = 'westward' AND x.domain = 'education' AND x.form = 'guidance'", false),
  "talent.teachers_east": () => expert("x.direction = 'eastward' AND x.domain = 'education'"),
  "talent.doctors_west": () => expert("x.direction = 'westward' AND x.domain = 'health'"),
  "talent.doctors_east": () => expert("x.direction = 'eastward' AND x.domain = 'health'"),
  "talent.expert_training": () => select("sum(x.trainees)", "talent_training x", { when: `${now("x")} AND ${event("x.starts_on")}`, where: "x.audience = 'expert'", place: "x.place", party: "x.party" }),
  "talent.cadre_training": () => select("sum(x.trainees)", "talent_training x", { when: `${now("x")} AND ${event("x.starts_on")}`, where: "x.audience = 'cadre'", place: "x.place", party: "x.party" }),
  "talent.technologies": () => select("count(*)", "talent_technology x", { when: `${now("x")} AND ${event("x.transferred_on")}`, place: "x.place", party: "x.party" }),
  "talent.study_trips": () => activity("count(*)", "study_trip"),
  "talent.academic_visits": () => activity("count(*)", "academic"),
  "talent.clinics": () => activity("count(*)", "clinic"),
  "talent.clinic_persons": () => activity("sum(x.persons)", "clinic"),
  "education.enrolled": () => enrolment("1"),
  "education.enrolled_free": () => enrolment("x.free = 1"),
  "education.enrolled_registered": () => enrolment(registered("x.student", "x.entered_on")),
  "health.planned": () => select("sum(x.planned)", "health_plan x", { when: `${now("x")} AND ${event("x.planned_on")}`, place: "x.west_region", party: "x.east_region" }),
  "health.sent": () => select("count(*)", "talent_expert x", { when: `${now("x")} AND ${event("x.starts_on")}`, where: "x.direction = 'westward' AND x.domain = 'health'", place: "x.west_region", party: "x.east_region" }),
};
for (const item of ["poor_persons", "poor_households", "farm_persons", "exited_persons", "labour", "labour_registered"])
  counted["baseline." + item] = () => statistic(item);

if (!(indicator in counted)) {
  console.error("no separate SQL for " + indicator);
  process.exit(1);
}
console.log(counted[indicator]() + ";");
