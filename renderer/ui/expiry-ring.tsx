import css from './expiry-ring.module.css'

/** A small clock that empties; the words beside it say the same. `part` is what is left, 0 to 1. */
export function ExpiryRing({ part, tone }: { readonly part: number; readonly tone: 'ok' | 'warn' | 'bad' }) {
  const radius = 3.25
  const length = 2 * Math.PI * radius
  const left = Math.max(0, Math.min(1, part)) * length
  return (
    <svg className={css[tone]} viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" opacity="0.35" />
      <circle
        cx="7"
        cy="7"
        r={radius}
        fill="none"
        stroke="currentColor"
        strokeWidth={radius * 2}
        strokeDasharray={`${left} ${length}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  )
}
