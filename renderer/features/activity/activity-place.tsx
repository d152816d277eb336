import { useMemo, useState } from 'react'
import type { ActivityView } from '../../../preload/contract/activity-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { noSelection, type Selection } from '../../ui/selection.ts'
import { useNow } from '../../ui/use-now.ts'
import { ActivityChart } from './activity-chart.tsx'
import { activityColumns } from './activity-columns.tsx'
import { ActivityLineDialog } from './activity-line-dialog.tsx'
import css from './activity-place.module.css'
import { bucketsOf, isTrouble } from './buckets.ts'
import { LogCheck } from './log-check.tsx'
import { consumerName } from './program-name.ts'
import { mostLines, useActivity } from './use-activity.ts'

const spans = { quarter: 900_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const
type Span = keyof typeof spans
const barCount = 48

/** Who took which credentials, and when. */
export function ActivityPlace() {
  const texts = useTexts()
  const { activity, frame } = texts
  const [span, setSpan] = useState<Span>('day')
  const [query, setQuery] = useState('')
  const [onlyTrouble, setOnlyTrouble] = useState(false)
  const [open, setOpen] = useState<ActivityView>()
  const [chosen, setChosen] = useState<number>()
  const [selection, setSelection] = useState<Selection>(noSelection)
  const { lines, health, error } = useActivity(spans[span])
  const now = useNow()
  const latest = Math.max(now, lines?.[0]?.time ?? 0)
  const buckets = useMemo(() => bucketsOf(lines ?? [], latest, spans[span], barCount), [lines, latest, span])
  const bar = buckets.find(({ from }) => from === chosen)
  const shown = useMemo(
    () =>
      (lines ?? []).filter(
        (line) =>
          (!onlyTrouble || isTrouble(line)) &&
          (bar === undefined || (line.time >= bar.from && line.time < bar.to)) &&
          fits(line, query),
      ),
    [lines, onlyTrouble, bar, query],
  )
  const columns = useMemo(() => activityColumns(texts), [texts])
  const clear = () => {
    setQuery('')
    setOnlyTrouble(false)
    setChosen(undefined)
  }
  return (
    <div className={css.place}>
      <div>
        <h1>{frame.places.activity}</h1>
        <p className={css.intro}>{activity.intro}</p>
      </div>
      {error && <ErrorNotice error={error} />}
      {health?.fault && <Notice tone="warn">{activity.fault(health.fault, health.waiting)}</Notice>}
      <div className={css.bar}>
        <Choice
          label={activity.range}
          value={span}
          options={(Object.keys(spans) as Span[]).map((value) => ({ value, title: activity.ranges[value] }))}
          onChange={(value) => {
            setSpan(value)
            setChosen(undefined)
          }}
        />
        <input
          className={css.search}
          type="search"
          aria-label={activity.filter}
          placeholder={activity.filter}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <button
          type="button"
          className={css.chip}
          aria-pressed={onlyTrouble}
          onClick={() => setOnlyTrouble((now) => !now)}
        >
          {activity.onlyTrouble}
        </button>
        <span className={css.rest} />
        <LogCheck />
      </div>
      {lines === undefined && !error && <p role="status">{activity.loading}</p>}
      {lines !== undefined && lines.length > 0 && (
        <ActivityChart buckets={buckets} chosen={chosen} onChoose={setChosen} />
      )}
      {shown.length > 0 && (
        <DataTable
          label={activity.table}
          rows={shown}
          keyOf={({ seq }) => String(seq)}
          columns={columns}
          selection={selection}
          onSelect={setSelection}
          onOpen={setOpen}
        />
      )}
      {lines?.length === 0 && (
        <Empty title={activity.empty.title}>
          <p>{activity.empty.text}</p>
          <code>{activity.empty.command}</code>
        </Empty>
      )}
      {lines !== undefined && lines.length > 0 && shown.length === 0 && (
        <Empty title={activity.none.title} action={<Button onClick={clear}>{activity.clear}</Button>}>
          <p>{activity.none.text}</p>
        </Empty>
      )}
      {open && <ActivityLineDialog line={open} onClose={() => setOpen(undefined)} />}
      <p className={css.count} role="status">
        {shown.length > 0 && activity.shown(shown.length)}
        {lines !== undefined && lines.length >= mostLines && ` · ${activity.limit(mostLines)}`}
      </p>
    </div>
  )
}

function fits(line: ActivityView, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = [
    line.profile,
    line.principal,
    consumerName(line.consumer),
    line.consumer?.program?.exe,
    line.channel,
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}
