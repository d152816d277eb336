import type { GeneratedEntry } from '../../../preload/contract/calls-accounts.ts'
import { useTexts } from '../../app-context.tsx'
import { AgentSentence } from '../../ui/agent-sentence.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Diff } from '../../ui/diff.tsx'
import { grouped } from '../profiles/profile-columns.tsx'
import css from './generate-dialog.module.css'
import type { GenerationShown } from './use-generation.ts'

const kinds = ['added', 'changed', 'conflict', 'gone', 'kept'] as const
const tones: Readonly<Record<GeneratedEntry['what'], Tone>> = {
  added: 'ok',
  changed: 'accent',
  conflict: 'warn',
  gone: 'bad',
  kept: 'neutral',
}

/** What generating would do: how many, which names, which lines. */
export function GenerationPreview({
  plan,
  prunes,
  isCurrent,
}: {
  readonly plan: GenerationShown
  readonly prunes: boolean
  readonly isCurrent: boolean
}) {
  const { accounts } = useTexts()
  const { generation: texts } = accounts
  const { counts, entries, diff, diffLines, configPath } = plan
  const countText = {
    ...texts.counts,
    gone: (n: number) => texts.counts.gone(n, prunes),
  }
  const said = kinds.filter((kind) => kind === 'added' || counts[kind] > 0)
  return (
    <div className={css.preview} data-old={!isCurrent || undefined} aria-busy={!isCurrent}>
      <p role="status" className={css.counts}>
        {said.map((kind) => countText[kind](counts[kind])).join(' · ')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={css.names} aria-label={texts.names} tabIndex={0}>
        <ul>
          {entries.map((entry) => (
            <Entry key={`${entry.what} ${entry.name}`} entry={entry} />
          ))}
          {kinds.map((kind) => {
            const shown = entries.filter(({ what }) => what === kind).length
            return counts[kind] > shown ? (
              <li key={kind} className={css.more}>
                {texts.kinds[kind]}: {texts.more(counts[kind] - shown)}
              </li>
            ) : null
          })}
        </ul>
      </section>
      {diff.length > 0 && (
        <figure>
          <figcaption className={css.path}>
            {configPath}
            {diffLines > diff.length && ` · ${texts.diffCut(diff.length, diffLines)}`}
          </figcaption>
          <Diff lines={diff} label={configPath} />
        </figure>
      )}
    </div>
  )
}

function Entry({ entry }: { readonly entry: GeneratedEntry }) {
  const { accounts } = useTexts()
  const { generation: texts } = accounts
  const { what, name, accountId, roleName, note } = entry
  return (
    <li className={css.entry}>
      <Badge tone={tones[what]}>{texts.kinds[what]}</Badge>
      <bdi className={css.name}>{name}</bdi>
      <span className={css.role}>
        <bdi>{roleName}</bdi> <code>{grouped(accountId)}</code>
        {note !== null && (
          <>
            {' · '}
            <bdi>{what === 'changed' ? texts.was(note) : <AgentSentence text={note} />}</bdi>
          </>
        )}
      </span>
    </li>
  )
}
