import type { ActivityView } from '../../../preload/contract/activity-views.ts'
import { withoutMarks } from '../../texts/in-english.ts'
import type { Texts } from '../../texts/texts.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Told } from '../../ui/told.tsx'
import { wholeWhenText } from '../../ui/when-text.ts'
import { codeText, noteText } from './line-words.ts'
import { consumerName } from './program-name.ts'
import { waitText } from './wait-text.ts'

const tones: Partial<Record<ActivityView['event'], Tone>> = {
  served: 'ok',
  approved: 'ok',
  denied: 'bad',
  failed: 'bad',
  expired: 'bad',
  gap: 'bad',
  dropped: 'bad',
  asked: 'warn',
  requested: 'warn',
}

/** @param timeOf - A line's time in words. */
export function activityColumns(
  texts: Texts,
  timeOf: (at: number) => string,
): readonly Column<ActivityView>[] {
  const { activity, language } = texts
  const { columns } = activity
  return [
    {
      id: 'when',
      isAlways: true,
      title: columns.when,
      width: '124px',
      cell: ({ time: at }) => (
        <time dateTime={new Date(at).toISOString()} title={wholeWhenText(at, language)}>
          {timeOf(at)}
        </time>
      ),
    },
    {
      id: 'event',
      title: columns.event,
      width: 'minmax(112px, 0.7fr)',
      cell: ({ event }) => <Badge tone={tones[event] ?? 'neutral'}>{activity.events[event]}</Badge>,
    },
    {
      id: 'profile',
      title: columns.profile,
      width: 'minmax(120px, 1.6fr)',
      cell: ({ profile, principal }) => <bdi title={profile ?? principal}>{profile ?? short(principal)}</bdi>,
    },
    {
      id: 'program',
      title: columns.program,
      width: 'minmax(130px, 1.2fr)',
      cell: ({ consumer }) => {
        const name = consumerName(consumer)
        return name === undefined || consumer === undefined ? null : (
          <span title={`${consumer.program?.exe ?? name}, ${activity.how[consumer.how]}`}>
            <bdi>{name}</bdi>
          </span>
        )
      },
    },
    {
      id: 'channel',
      title: columns.channel,
      width: 'minmax(136px, 1fr)',
      from: 900,
      cell: ({ channel }) => <code>{channel}</code>,
    },
    {
      id: 'more',
      title: columns.more,
      width: 'minmax(140px, 2.2fr)',
      from: 780,
      cell: (line) => {
        const words = detailsOf(line, texts)
        return (
          <span title={withoutMarks(words)}>
            <Told text={words} />
          </span>
        )
      },
    },
  ]
}

function short(principal: string | undefined): string | undefined {
  return principal?.startsWith('arn:') ? principal.split(':').at(5) : principal
}

function detailsOf(line: ActivityView, texts: Texts): string {
  const { activity } = texts
  const { accountId, principal, key, milliseconds, cached, code, note, consumer } = line
  return [
    note === undefined ? undefined : noteText(note, texts),
    code === undefined ? undefined : codeText(code, texts),
    accountId,
    line.profile === undefined ? undefined : short(principal),
    key === undefined ? undefined : activity.key(key),
    cached
      ? activity.cached
      : milliseconds === undefined
        ? undefined
        : activity.waited(waitText(milliseconds, texts)),
    consumer === undefined ? undefined : activity.how[consumer.how],
  ]
    .filter(Boolean)
    .join(' · ')
}
