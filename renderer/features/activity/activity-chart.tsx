import { useRef } from 'react'
import { useTexts } from '../../app-context.tsx'
import { useWidth } from '../../ui/use-width.ts'
import css from './activity-chart.module.css'
import { type Bucket, niceTop } from './buckets.ts'

const height = 112
const left = 34
const bottom = 18

/** Bars over time: what was served, and on top, striped, what was not. Each bar says its figures. */
export function ActivityChart({
  buckets,
  chosen,
  onChoose,
}: {
  readonly buckets: readonly Bucket[]
  /** The bar that the list is narrowed to. */
  readonly chosen: number | undefined
  readonly onChoose: (from: number | undefined) => void
}) {
  const { activity, language } = useTexts()
  const drawing = useRef<SVGSVGElement>(null)
  const width = useWidth(drawing, 960)
  const top = niceTop(Math.max(...buckets.map(({ served, refused }) => served + refused)))
  const step = (width - left) / buckets.length
  const scale = (height - bottom - 4) / top
  const span = (buckets.at(-1)?.to ?? 0) - (buckets[0]?.from ?? 0)
  const time = timeFormat(language, span)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in
    <svg
      ref={drawing}
      className={css.chart}
      viewBox={`0 0 ${width} ${height}`}
      aria-label={activity.chart}
      role="group"
    >
      <defs>
        <pattern
          id="refused"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className={css.stripeGround} width="6" height="6" />
          <rect className={css.stripe} width="3" height="6" />
        </pattern>
      </defs>
      {[0, top / 2, top].map((value) => (
        <g key={value} className={css.grid} transform={`translate(0 ${height - bottom - value * scale})`}>
          <line x1={left} x2={width} />
          <text x={left - 6} dy="0.32em" textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {buckets.map(({ from, to, served, refused }, index) => {
        const words = activity.bar(time.format(from), time.format(to), served, refused)
        const x = left + index * step
        return (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
          <g
            key={from}
            className={css.bar}
            role="button"
            tabIndex={served + refused > 0 ? 0 : -1}
            aria-label={words}
            aria-pressed={chosen === from}
            onClick={() => onChoose(chosen === from ? undefined : from)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return
              event.preventDefault()
              onChoose(chosen === from ? undefined : from)
            }}
          >
            <title>{words}</title>
            <rect className={css.room} x={x} width={step} y={0} height={height - bottom} />
            <rect
              className={css.served}
              x={x + 1}
              width={Math.max(1, step - 2)}
              y={height - bottom - served * scale}
              height={served * scale}
            />
            <rect
              className={css.refused}
              x={x + 1}
              width={Math.max(1, step - 2)}
              y={height - bottom - (served + refused) * scale}
              height={refused * scale}
            />
            {index % Math.ceil((buckets.length * 110) / width) === 0 && (
              <text className={css.tick} x={x} y={height - 4}>
                {time.format(from)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

/** What the bars are made of. */
export function ChartLegend() {
  const { activity } = useTexts()
  return (
    <ul className={css.legend}>
      {(['served', 'refused'] as const).map((kind) => (
        <li key={kind}>
          <svg width="12" height="10" aria-hidden="true">
            <rect className={css[kind]} width="12" height="10" rx="2" />
          </svg>{' '}
          {activity[kind]}
        </li>
      ))}
    </ul>
  )
}

function timeFormat(language: string, spanInMilliseconds: number): Intl.DateTimeFormat {
  const day = 24 * 3_600_000
  return new Intl.DateTimeFormat(
    language === 'en' ? 'en-GB' : language,
    spanInMilliseconds > 2 * day
      ? { weekday: 'short', hour: '2-digit' }
      : { hour: '2-digit', minute: '2-digit' },
  )
}
