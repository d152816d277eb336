import { useMemo, useRef, useState } from 'react'
import type { ActivityView } from '../../../preload/contract/activity-views.ts'
import { useTexts } from '../../app-context.tsx'
import { spokenSentence } from '../../texts/spoken.ts'
import type { Texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ColumnsMenu } from '../../ui/columns-menu.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { filterKeys } from '../../ui/filter-keys.ts'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { noSelection, type Selection } from '../../ui/selection.ts'
import { Told } from '../../ui/told.tsx'
import { useColumns } from '../../ui/use-columns.ts'
import { useListFocus } from '../../ui/use-list-focus.ts'
import { useNow } from '../../ui/use-now.ts'
import { ActivityChart, ChartLegend } from './activity-chart.tsx'
import { activityColumns } from './activity-columns.tsx'
import { ActivityLineDialog } from './activity-line-dialog.tsx'
import css from './activity-place.module.css'
import { bucketsOf } from './buckets.ts'
import { fittingLines } from './line-filter.ts'
import { lineTime } from './line-time.ts'
import { LogCheck } from './log-check.tsx'
import { mostLines, useActivity } from './use-activity.ts'

const seconds = 1_000
const minutes = 60 * seconds
const hours = 60 * minutes
/** How far back, and what one bar stands for. */
const spans = {
  quarter: { length: 15 * minutes, bar: 20 * seconds },
  hour: { length: 60 * minutes, bar: minutes },
  day: { length: 24 * hours, bar: 30 * minutes },
  week: { length: 7 * 24 * hours, bar: 3 * hours },
} as const
type Span = keyof typeof spans

/** Inside of another sentence. */
function faultWords(fault: string, { sayings }: Texts): string {
  return spokenSentence(fault, sayings).replace(/\.$/, '')
}

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
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { lines, health, error } = useActivity(spans[span].length)
  const now = useNow()
  const latest = Math.max(now, lines?.[0]?.time ?? 0)
  const fitting = useMemo(
    () => fittingLines(lines ?? [], { query, onlyTrouble }, (event) => activity.events[event]),
    [lines, query, onlyTrouble, activity],
  )
  // The bars are of what fits, too; choosing one narrows the list, and not the bars.
  const buckets = useMemo(() => bucketsOf(fitting, latest, spans[span]), [fitting, latest, span])
  const bar = buckets.find(({ from }) => from === chosen)
  const shown = useMemo(
    () => (bar === undefined ? fitting : fitting.filter(({ time }) => time >= bar.from && time < bar.to)),
    [fitting, bar],
  )
  const toList = useListFocus(list, shown.length > 0)
  const today = new Date(now).toDateString()
  const { columns, items, onFit } = useColumns(
    'activity',
    // biome-ignore lint/correctness/useExhaustiveDependencies: of the time, only the day is told
    useMemo(() => activityColumns(texts, lineTime(texts.language, now)), [texts, today]),
  )
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
      {health?.fault && (
        <Notice tone="warn">
          <Told text={activity.fault(faultWords(health.fault, texts), health.waiting)} />
        </Notice>
      )}
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
          ref={search}
          className={css.search}
          type="search"
          aria-label={activity.filter}
          placeholder={activity.filter}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={filterKeys(toList)}
        />
        <button
          type="button"
          className={css.chip}
          aria-pressed={onlyTrouble}
          onClick={() => setOnlyTrouble((now) => !now)}
        >
          {activity.onlyTrouble}
        </button>
        <div className={css.tools}>
          {shown.length > 0 && <ColumnsMenu items={items} />}
          <LogCheck />
        </div>
      </div>
      {lines === undefined && !error && <p role="status">{activity.loading}</p>}
      {lines !== undefined && lines.length > 0 && (
        <ActivityChart buckets={buckets} chosen={chosen} onChoose={setChosen} />
      )}
      {shown.length > 0 && (
        <div className={css.list}>
          <DataTable
            list={list}
            label={activity.table}
            rows={shown}
            keyOf={({ seq }) => String(seq)}
            columns={columns}
            onFit={onFit}
            selection={selection}
            onSelect={setSelection}
            onOpen={setOpen}
            onPeek={setOpen}
            onType={(key) => {
              setQuery((typed) => typed + key)
              search.current?.focus()
            }}
          />
        </div>
      )}
      {lines?.length === 0 && (
        <Empty title={activity.empty.title} command={activity.empty.command}>
          <p>{activity.empty.text}</p>
        </Empty>
      )}
      {lines !== undefined && lines.length > 0 && shown.length === 0 && (
        <Empty title={activity.none.title} action={<Button onClick={clear}>{activity.clear}</Button>}>
          <p>{activity.none.text}</p>
        </Empty>
      )}
      {open && <ActivityLineDialog line={open} onClose={() => setOpen(undefined)} />}
      <div className={css.count}>
        <p role="status">
          {shown.length > 0 && activity.shown(shown.length)}
          {lines !== undefined && lines.length >= mostLines && ` · ${activity.limit(mostLines)}`}
        </p>
        {fitting.length > 0 && <ChartLegend />}
      </div>
    </div>
  )
}
