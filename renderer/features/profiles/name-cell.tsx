import { useTexts } from '../../app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import css from './name-cell.module.css'
import { ProfileMark } from './profile-mark.tsx'
import type { ProfileRow } from './profile-rows.ts'

/** So much of a name is always seen, characters. */
const leastSeen = 10

/** A profile's name, and as much beside it as there is room for; the title has the rest. */
export function NameCell({ view }: { readonly view: ProfileRow['view'] }) {
  const { profiles } = useTexts()
  const tags = view.tags.map(profiles.tag)
  const minWidth = `${Math.min(view.name.length, leastSeen)}ch`
  return (
    <span className={css.cell} title={[view.name, tags.join(' ')].filter(Boolean).join('\n')}>
      <span className={css.name}>
        <ProfileMark view={view} />
        <bdi className={css.text} style={{ minWidth }}>
          {view.name}
        </bdi>
        {view.isPinned && (
          <span className={css.pin} title={profiles.pinned}>
            ★<span className="visually-hidden">{profiles.pinned}</span>
          </span>
        )}
        {view.isDefault && <Badge tone="accent">{profiles.isDefault}</Badge>}
        {view.isProduction && (
          <Badge tone="bad">
            <span className={css.long}>{profiles.production}</span>
            <abbr className={css.short} title={profiles.production}>
              {profiles.productionShort}
            </abbr>
          </Badge>
        )}
        <Tags tags={tags} />
      </span>
    </span>
  )
}

/** None, one or two of them, and how many more there are. */
function Tags({ tags }: { readonly tags: readonly string[] }) {
  const [first, second] = tags
  const rests = [
    [css.more, tags.length],
    [css.most, tags.length - 1],
    [css.all, tags.length - 2],
  ] as const
  return (
    <>
      {first !== undefined && <Tag look={css.first} tag={first} />}
      {second !== undefined && <Tag look={css.second} tag={second} />}
      {rests.map(
        ([look, count]) =>
          count > 0 && (
            <span key={look} className={look}>
              <Badge>+{count}</Badge>
            </span>
          ),
      )}
    </>
  )
}

function Tag({ look, tag }: { readonly look: string | undefined; readonly tag: string }) {
  return (
    <span className={`${css.tag} ${look}`}>
      <Badge>
        <bdi>{tag}</bdi>
      </Badge>
    </span>
  )
}
