-- What the book of dossiers counts, over the same events. Parameters: asOf, the first month and the last.
WITH told AS (
  SELECT DISTINCT * FROM events
), dossiers AS (
  SELECT
    dossier,
    arg_max(unit, "at") AS unit,
    any_value(area) AS area,
    any_value(channel) AS channel,
    arg_max(payment, "at") AS payment,
    coalesce(bool_or(signed), false) AS signed,
    min("at") FILTER (step = 'received') AS accepted,
    max(due) FILTER (step = 'received') AS due,
    min("at") FILTER (step = 'resolved') AS resolved,
    min("at") FILTER (step = 'returned') AS handed,
    min("at") FILTER (step = 'withdrawn') AS withdrawn,
    count(*) FILTER (step = 'supplement_requested') AS requests,
    count(*) FILTER (step = 'supplemented') AS supplements,
    coalesce(sum("at") FILTER (step = 'supplement_requested'), 0) AS requested,
    coalesce(sum("at") FILTER (step = 'supplemented'), 0) AS supplied,
    max("at") FILTER (step = 'supplement_requested') AS asked
  FROM told GROUP BY dossier
), judged AS (
  SELECT *,
    coalesce(resolved, handed, withdrawn) AS ended,
    requests > supplements AS pending,
    supplied - requested + CASE WHEN requests > supplements THEN asked ELSE 0 END AS waited
  FROM dossiers
), verdicts AS (
  SELECT *,
    CASE
      WHEN ended IS NULL AND requests > 1 THEN true
      ELSE coalesce(ended, CASE WHEN pending THEN asked ELSE $asOf END) - waited > due
    END AS late,
    strftime(make_timestamp((accepted + 25200000) * 1000), '%Y-%m') AS month,
    coalesce(strftime(make_timestamp((ended + 25200000) * 1000), '%Y-%m'), '') AS "over"
  FROM judged
)
SELECT
  unit, area,
  count(*) FILTER (counted)::INT AS total,
  count(*) FILTER (month BETWEEN $from AND $to)::INT AS received,
  count(*) FILTER ("over" BETWEEN $from AND $to)::INT AS ended,
  count(*) FILTER (counted AND NOT late)::INT AS "onTime",
  count(*) FILTER (counted AND late)::INT AS late,
  count(*) FILTER (counted AND channel = 'online_full')::INT AS "onlineFull",
  count(*) FILTER (counted AND payment IN ('online', 'cash'))::INT AS "withFee",
  count(*) FILTER (counted AND payment = 'online')::INT AS "paidOnline",
  count(*) FILTER (counted AND signed)::INT AS "signedResults",
  count(*) FILTER (ended IS NULL)::INT AS open,
  count(*) FILTER (ended IS NULL AND late)::INT AS overdue,
  count(*) FILTER (ended IS NULL AND pending)::INT AS waiting
FROM (SELECT *, month BETWEEN $from AND $to OR "over" BETWEEN $from AND $to AS counted FROM verdicts WHERE accepted IS NOT NULL)
GROUP BY unit, area
HAVING total > 0 OR open > 0
