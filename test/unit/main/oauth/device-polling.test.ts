import { describe, expect, it } from 'vitest'
import {
  afterPoll,
  type DevicePolling,
  type PollAnswer,
  startPolling,
} from '../../../../main/oauth/device-polling.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const grant = { expiresInSeconds: 600, intervalSeconds: 2 }

/** The waits between one poll and the next, when answers come at once. */
function waitsOf(answers: readonly PollAnswer[], polling = startPolling(grant, 0)): (number | undefined)[] {
  const waits: (number | undefined)[] = []
  let current: DevicePolling = polling
  let elapsed = 0
  for (const answer of answers) {
    const next = afterPoll(current, answer, elapsed)
    waits.push(next.pollAt === undefined ? undefined : next.pollAt - elapsed)
    if (next.pollAt === undefined) break
    elapsed = next.pollAt
    current = next.polling
  }
  return waits
}

const pending: PollAnswer = { kind: 'pending' }
const slowDown: PollAnswer = { kind: 'slow-down' }
const unreachable: PollAnswer = { kind: 'unreachable' }
const timedOut: PollAnswer = { kind: 'timed-out' }

describe('startPolling', () => {
  const intervals = [
    [2, 2_000],
    [0.5, 1_000],
    [0, 1_000],
    [-3, 1_000],
    [undefined, 5_000],
    [300, 300_000],
  ] as const
  for (const [intervalSeconds, expected] of intervals) {
    it(`waits ${expected} ms where the server says ${intervalSeconds}`, () => {
      expect(startPolling({ expiresInSeconds: 600, intervalSeconds }, 1_000)).toEqual({
        deadline: 601_000,
        intervalInMilliseconds: expected,
        timeouts: 0,
      })
    })
  }
})

describe('afterPoll', () => {
  it('keeps the interval while nobody has confirmed', () => {
    expect(waitsOf([pending, pending, pending])).toEqual([2_000, 2_000, 2_000])
  })

  it('adds five seconds for each slow-down, for good', () => {
    const answers = [pending, slowDown, pending, slowDown, unreachable, pending, timedOut, pending]
    expect(waitsOf(answers)).toEqual([2_000, 7_000, 7_000, 12_000, 12_000, 12_000, 24_000, 12_000])
  })

  it('keeps the interval over faults of the network, and waits as long as the server asks', () => {
    const asked: PollAnswer = { kind: 'unreachable', retryAfterSeconds: 20 }
    const less: PollAnswer = { kind: 'unreachable', retryAfterSeconds: 1 }
    expect(waitsOf([unreachable, asked, less, pending])).toEqual([2_000, 20_000, 2_000, 2_000])
  })

  it('doubles the wait with each timeout in a row, up to half a minute, until something answers', () => {
    expect(waitsOf([timedOut, timedOut, timedOut, timedOut, timedOut, unreachable, timedOut])).toEqual([
      4_000, 8_000, 16_000, 30_000, 30_000, 2_000, 4_000,
    ])
  })

  it('never waits less than the interval, where that is longer than the longest backoff', () => {
    const slow = startPolling({ expiresInSeconds: 600, intervalSeconds: 60 }, 0)
    expect(waitsOf([timedOut, timedOut, pending], slow)).toEqual([60_000, 60_000, 60_000])
  })

  it('ends when no further request fits in before the code does', () => {
    const polling = startPolling({ expiresInSeconds: 10, intervalSeconds: 5 }, 0)
    expect([4_999, 5_000, 60_000].map((elapsed) => afterPoll(polling, pending, elapsed).pollAt)).toEqual([
      9_999,
      undefined,
      undefined,
    ])
  })

  it('is never faster than allowed and always ends by the time the code does, over 100,000 random walks', () => {
    const random = new SeededRandom(8628)
    let polls = 0
    let worst: string | undefined
    for (let walk = 0; walk < 100_000 && worst === undefined; walk += 1) {
      const journal = randomWalk(random)
      polls += journal.length
      worst = faultOf(journal)
    }
    expect(worst).toBeUndefined()
    expect(polls).toBeGreaterThan(500_000)
  })
})

interface Poll {
  readonly sentAt: number
  readonly answeredAt: number
  readonly answer: PollAnswer
  readonly intervalSeconds: number
  readonly endsAt: number
}

/** Polls as a device would, with answers that take their time and sleep in between. */
function randomWalk(random: SeededRandom): Poll[] {
  const intervalSeconds = Math.floor(random.unit() * 12)
  const expiresInSeconds = 1 + Math.floor(random.unit() * 600)
  const begun = random.unit() * 1e6
  const endsAt = begun + expiresInSeconds * 1000
  let polling = startPolling({ expiresInSeconds, intervalSeconds }, begun)
  let sentAt: number | undefined = begun
  const journal: Poll[] = []
  while (sentAt !== undefined) {
    const answeredAt = sentAt + random.unit() * (random.unit() < 0.1 ? 20_000 : 300)
    const answer = randomAnswer(random)
    journal.push({ sentAt, answeredAt, answer, intervalSeconds, endsAt })
    const next = afterPoll(polling, answer, answeredAt)
    polling = next.polling
    sentAt = next.pollAt
  }
  return journal
}

function randomAnswer(random: SeededRandom): PollAnswer {
  const draw = random.unit()
  if (draw < 0.6) return pending
  if (draw < 0.7) return slowDown
  if (draw < 0.8) return timedOut
  return draw < 0.9 ? unreachable : { kind: 'unreachable', retryAfterSeconds: Math.floor(random.unit() * 40) }
}

/** By the text of the RFC, without the code under test. */
function faultOf(journal: readonly Poll[]): string | undefined {
  let owed = 0
  for (const [index, { sentAt, answer, intervalSeconds, endsAt }] of journal.entries()) {
    if (index > 0 && sentAt >= endsAt) return `poll ${index} came after the end`
    const before = journal[index - 1]
    if (before) {
      const wait = sentAt - before.answeredAt
      const asked = before.answer.kind === 'unreachable' ? (before.answer.retryAfterSeconds ?? 0) : 0
      const least = Math.max(Math.max(1, intervalSeconds) + owed, asked) * 1000
      if (wait < least - 1e-6) return `poll ${index} came ${least - wait} ms early`
      if (before.answer.kind === 'timed-out' && wait < Math.min(2 * least, 30_000) - 1e-6) {
        return `poll ${index} did not back off`
      }
    }
    if (answer.kind === 'slow-down') owed += 5
  }
  return undefined
}
