import { describe, expect, it } from 'vitest'
import type { ActivityView } from '../../../../preload/contract/activity-views.ts'
import { askedFor } from '../../../../renderer/features/activity/asked-for.ts'
import { bucketsOf, niceTop } from '../../../../renderer/features/activity/buckets.ts'
import { fittingLines } from '../../../../renderer/features/activity/line-filter.ts'
import { lineTime } from '../../../../renderer/features/activity/line-time.ts'
import { consumerName } from '../../../../renderer/features/activity/program-name.ts'
import { waitText } from '../../../../renderer/features/activity/wait-text.ts'
import { german } from '../../../../renderer/texts/de/german.ts'
import { english } from '../../../../renderer/texts/en/english.ts'
import { profileView } from '../../../fakes/profile-view.ts'

const minutes = 60_000
const line = (seq: number, more: Partial<ActivityView>): ActivityView => ({
  seq,
  time: seq * minutes,
  event: 'served',
  ...more,
})

describe('fittingLines', () => {
  const lines = [
    line(1, { profile: 'shop-dev', channel: 'credential-process' }),
    line(2, { event: 'denied', profile: 'shop-prod', note: 'use: allow → deny' }),
    line(3, { event: 'locked' }),
    line(4, {
      profile: 'other',
      consumer: { how: 'verified', program: { pid: 1, exe: '/opt/tools/terraform' } },
    }),
  ]
  const found = (query: string, onlyTrouble = false) =>
    fittingLines(lines, { query, onlyTrouble }, (event) => english.activity.events[event]).map(
      ({ seq }) => seq,
    )

  it('finds profiles, programs and what happened, each word somewhere in the line', () => {
    expect({
      nothing: found(''),
      profile: found('SHOP'),
      words: found('shop deny'),
      program: found('terraform'),
      folder: found('opt/tools'),
      event: found('vault locked'),
      none: found('shop terraform'),
      trouble: found('', true),
    }).toEqual({
      ...{ nothing: [1, 2, 3, 4], profile: [1, 2], words: [2], program: [4], folder: [4] },
      ...{ event: [3], none: [], trouble: [2] },
    })
  })
})

describe('bucketsOf', () => {
  const span = { length: 60 * minutes, bar: 10 * minutes }

  it('counts each line in one bar, those of the first moment and of now too', () => {
    const now = 123 * minutes
    const at = [63, 69, 70, 123, 124].map((seq) => line(seq, {}))
    const bars = bucketsOf([...at, line(100, { event: 'failed' }), line(59, {})], now, span)
    expect(bars.map(({ from, served, refused }) => [from / minutes, served, refused])).toEqual([
      [60, 2, 0],
      [70, 1, 0],
      [80, 0, 0],
      [90, 0, 0],
      [100, 0, 1],
      [110, 0, 0],
      [120, 2, 0],
    ])
  })

  it('leaves a bar where it is while time goes on', () => {
    const starts = (now: number) => bucketsOf([], now, span).map(({ from }) => from)
    expect(starts(121 * minutes)).toEqual(starts(129 * minutes))
    expect(starts(130 * minutes).slice(0, -1)).toEqual(starts(129 * minutes).slice(1))
  })
})

describe('niceTop', () => {
  it('is enough, and whole at its half too: nothing is counted by halves', () => {
    const tops = Array.from({ length: 5_000 }, (_, most) => ({ most, top: niceTop(most) }))
    expect(tops.filter(({ most, top }) => top < most || top % 2 !== 0)).toEqual([])
    expect([0, 4, 5, 7, 11, 50, 99, 101].map(niceTop)).toEqual([4, 4, 6, 10, 20, 60, 100, 200])
  })
})

describe('lineTime', () => {
  const now = Date.parse('2027-03-04T13:00:00Z')

  it('says the day only of lines that are not of today, in the person’s zone', () => {
    const [london, tokyo] = ['Europe/London', 'Asia/Tokyo'].map((zone) => lineTime('en', now, zone))
    const times = ['2027-03-04T12:59:07Z', '2027-03-03T23:00:00Z'].map(Date.parse)
    expect([times.map((at) => london?.(at)), times.map((at) => tokyo?.(at))]).toEqual([
      ['12:59:07', '3 Mar, 23:00:00'],
      ['21:59:07', '08:00:00'],
    ])
  })
})

describe('waitText', () => {
  it.each([
    [0, '0 ms', '0 ms'],
    [999, '999 ms', '999 ms'],
    [2_350, '2.4 s', '2,4 s'],
    [9_990, '10 s', '10 s'],
    [45_009, '45 s', '45 s'],
    [180_000, '3 min', '3 min'],
  ])('tells %i ms as a person would', (milliseconds, inEnglish, inGerman) => {
    expect([waitText(milliseconds, english), waitText(milliseconds, german)]).toEqual([inEnglish, inGerman])
  })
})

describe('askedFor', () => {
  const session = {
    ...{ id: 's', kind: 'signin' as const, name: null, startUrl: null, region: 'us-east-1', fault: null },
    ...{
      state: 'active' as const,
      signedInAt: 0,
      credentialsExpireAt: null,
      nextRenewalAt: null,
      profiles: [],
    },
    ...{ accountId: '111122223333', principalArn: 'arn:aws:sts::111122223333:assumed-role/Developer/alice' },
  }
  const profiles = [
    profileView('dev', { session: 's' }),
    profileView('role', { session: 'c', accountId: '444455556666', roleName: 'ReadOnly' }),
  ]

  it('says whose credentials a yes gives, as far as that is known', () => {
    const reserved = 'arn:aws:sts::1:assumed-role/AWSReservedSSO_Read_Only_0123456789abcdef/alice@example.com'
    expect(askedFor('dev', profiles, [{ ...session, principalArn: reserved }]).principal).toBe(
      'Read_Only/alice@example.com',
    )
    expect(['dev', 'role', 'gone'].map((name) => askedFor(name, profiles, [session]))).toEqual([
      { accountId: '111122223333', principal: 'Developer/alice' },
      { accountId: '444455556666', principal: 'ReadOnly' },
      { accountId: undefined, principal: undefined },
    ])
  })
})

describe('consumerName', () => {
  const named = (exe: string | undefined, script?: string) =>
    consumerName({ how: 'verified', program: { pid: 1, ...(exe && { exe }), ...(script && { script }) } })

  it('names what an interpreter runs, and no pipe that it reads from', () => {
    expect([
      named('/usr/bin/terraform'),
      named('/usr/bin/python3.11', '/home/a/deploy.py'),
      named('/usr/bin/bash', '/dev/fd/3'),
      named('/usr/bin/bash', '/proc/self/fd/12'),
      named('/usr/bin/bash', '3'),
      named(undefined),
    ]).toEqual(['terraform', 'deploy.py (python3.11)', 'bash', 'bash', 'bash', undefined])
  })

  it('puts what stands on the command line itself behind the program, as it was typed', () => {
    expect([
      named('/usr/bin/python3', '-c'),
      named('/usr/bin/python3', '-m build'),
      named(undefined, '-c'),
    ]).toEqual(['python3 -c', 'python3 -m build', '-c'])
  })
})
