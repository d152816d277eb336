import { useTexts } from '../../app-context.tsx'
import { spanText } from '../../ui/span-text.ts'
import { useNow } from '../../ui/use-now.ts'
import { programName } from '../activity/program-name.ts'
import css from './profile-columns.module.css'
import type { ProfileRow } from './profile-rows.ts'
import { useOfProfile } from './use-of-profile.ts'

/** Who got the credentials last, and when; else when a person chose the profile. */
export function LastUsedCell({
  row: { view },
  when: wholeWhen,
}: {
  readonly row: ProfileRow
  /** A moment as a title has it. */
  readonly when: (at: number) => string
}) {
  const texts = useTexts()
  const { ago, never, lastUsed, justNow } = texts.profiles
  const now = useNow()
  const handedOut = useOfProfile(view)?.handedOut
  const program = programName(handedOut?.to)
  const when = (at: number) => (now - at < 60_000 ? justNow : ago(spanText(now - at, texts)))
  const whole = [
    handedOut && lastUsed.got(program ?? lastUsed.aProgram, wholeWhen(handedOut.at)),
    view.usedAt !== null && lastUsed.chosen(wholeWhen(view.usedAt)),
  ]
  const at = handedOut?.at ?? view.usedAt
  return (
    <span className={css.used} title={whole.filter(Boolean).join('\n') || undefined}>
      {handedOut && program !== undefined && <bdi className={css.program}>{program}</bdi>}
      <span className={css.quiet}>{at === null ? never : when(at)}</span>
    </span>
  )
}
