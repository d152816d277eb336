import { useAgentState, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { spanText } from '../../ui/span-text.ts'
import { useNow } from '../../ui/use-now.ts'
import { wholeWhenText } from '../../ui/when-text.ts'
import { FindingCard } from './finding-card.tsx'
import { byGroup } from './mends.ts'
import css from './problems-tab.module.css'
import { useCheck } from './use-check.ts'

/** The files are being judged for the first time. */
const notYet = { findings: undefined, toMend: undefined, checkedAt: null }

/** What `signet doctor` sees, grouped by what it asks for, each with its mend. */
export function ProblemsTab() {
  const texts = useTexts()
  const { problems: words } = texts.config
  const { findings, toMend, checkedAt } = useAgentState((state) => state.problems) ?? notYet
  const { isChecking, check } = useCheck()
  const now = useNow()
  return (
    <div className={css.tab}>
      <div className={css.bar}>
        <p
          role="status"
          className={css.checked}
          title={checkedAt === null ? undefined : wholeWhenText(checkedAt, texts.language)}
        >
          {findings === undefined
            ? texts.config.loading
            : checkedAt === null
              ? words.neverChecked
              : now - checkedAt < 60_000
                ? words.checkedNow
                : words.checked(spanText(now - checkedAt, texts))}
        </p>
        <Button onClick={check} disabled={isChecking} title={words.checkHint}>
          {isChecking ? words.checking : words.check}
        </Button>
      </div>
      {toMend === 0 && <Notice tone="ok">{words.allFine}</Notice>}
      {byGroup(findings ?? []).map(({ group, findings: own }) => (
        <section key={group} className={css.group} aria-label={words.groups[group]}>
          <h2>
            {words.groups[group]} <span className={css.count}>{own.length}</span>
          </h2>
          <ul className={css.list}>
            {own.map((finding, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two findings may say the same
              <FindingCard key={index} finding={finding} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
