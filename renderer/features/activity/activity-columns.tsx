import type { ActivityView } from '../../../preload/contract/activity-views.ts'
import type { Texts } from '../../texts/texts.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { consumerName } from './program-name.ts'

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

export function activityColumns({ activity, language }: Texts): readonly Column<ActivityView>[] {
  const time = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const { columns } = activity
  return [
    {
      id: 'when',
      title: columns.when,
      width: 'minmax(136px, 0.9fr)',
      cell: ({ time: at }) => <time dateTime={new Date(at).toISOString()}>{time.format(at)}</time>,
    },
    {
      id: 'event',
      title: columns.event,
      width: 'minmax(112px, 0.9fr)',
      cell: ({ event }) => <Badge tone={tones[event] ?? 'neutral'}>{activity.events[event]}</Badge>,
    },
    {
      id: 'profile',
      title: columns.profile,
      width: 'minmax(120px, 1.2fr)',
      cell: ({ profile, principal }) => <bdi title={profile ?? principal}>{profile ?? short(principal)}</bdi>,
    },
    {
      id: 'program',
      title: columns.program,
      width: 'minmax(130px, 1.3fr)',
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
      width: 'minmax(140px, 1.8fr)',
      from: 780,
      cell: (line) => {
        const words = detailsOf(line, activity)
        return <span title={words}>{words}</span>
      },
    },
  ]
}

function short(principal: string | undefined): string | undefined {
  return principal?.startsWith('arn:') ? principal.split(':').at(5) : principal
}

function detailsOf(line: ActivityView, texts: Texts['activity']): string {
  const { accountId, principal, key, milliseconds, cached, code, note, consumer } = line
  return [
    note,
    code,
    accountId,
    line.profile === undefined ? undefined : short(principal),
    key === undefined ? undefined : texts.key(key),
    cached ? texts.cached : milliseconds === undefined ? undefined : texts.waited(milliseconds),
    consumer === undefined ? undefined : texts.how[consumer.how],
  ]
    .filter(Boolean)
    .join(' · ')
}
