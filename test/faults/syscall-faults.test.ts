import { afterAll, describe, expect, it } from 'vitest'
import { type Call, fileCalls, noStrace, SavingVault } from './saving-vault.ts'

const traced =
  'openat,pwrite64,fsync,fdatasync,link,linkat,rename,renameat,renameat2,close,unlink,unlinkat,fchmod,ftruncate,mkdir'
const errors = ['EIO', 'ENOSPC', 'EROFS', 'EACCES']
const skipped = noStrace()
const totals = { cases: 0, survived: 0, lost: 0, started: Date.now() }

interface Case {
  readonly call: Call
  /** As strace spells it. */
  readonly fault: string
  /** From this occurrence on, not just at it. */
  readonly lasting?: boolean
}

async function outcome(start: SavingVault, { call, fault, lasting }: Case): Promise<string[]> {
  const vault = start.copy()
  try {
    const { lines, trace } = await vault.trace([
      '-e',
      `trace=${call.name}`,
      '-e',
      `inject=${call.name}:${fault}:when=${call.occurrence}${lasting ? '+' : ''}`,
    ])
    const isKill = fault === 'signal=KILL'
    const wrong = await vault.judge(lines, isKill || Boolean(lasting))
    if (isKill && !trace.includes('killed by SIGKILL')) wrong.push('it was not killed')
    if (!isKill && !trace.includes('(INJECTED)')) wrong.push('nothing was injected')
    if (!isKill && !lasting) wrong.push(...wrongAfterError(lines))
    return wrong.map(
      (what) => `${fault}${lasting ? ' from here on' : ''} at ${call.line.slice(0, 160)}: ${what}`,
    )
  } finally {
    vault.discard()
  }
}

/** A fault that passes: the process goes on, says so, and its next try succeeds. */
function wrongAfterError(lines: readonly string[]): string[] {
  const last = lines.at(-1) ?? ''
  if (last.startsWith('durable ')) return []
  // A fault while reading: nothing was opened, nothing touched, and the person is told to try again.
  return last === 'not-opened vault-unreadable' ? [] : [`it ended with “${last}”`]
}

async function runAll(start: SavingVault, cases: readonly Case[]): Promise<string[]> {
  const left = [...cases]
  const wrong: string[] = []
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      const found = await outcome(start, next)
      totals.cases += 1
      if (found.length === 0) totals.survived += 1
      else totals.lost += 1
      wrong.push(...found)
    }
  }
  await Promise.all([worker(), worker()])
  return wrong
}

describe('a save', () => {
  afterAll(() => {
    const seconds = Math.round((Date.now() - totals.started) / 1000)
    if (!skipped)
      console.info(
        `syscall faults: ${totals.cases} cases, ${totals.survived} survived, ${totals.lost} lost, ${seconds} s`,
      )
  })

  it.skipIf(skipped).for([0, 1, 2] as const)(
    `survives a kill and every error at each call of the system, from %i generations (R1, R3, R4, R5)${skipped ? ` (skipped: ${skipped})` : ''}`,
    // Some hundred processes under strace: only a hang takes this long, however busy the machine.
    { timeout: 600_000 },
    async (generations) => {
      const start = await SavingVault.withGenerations(generations)
      try {
        const recorded = start.copy()
        const calls = fileCalls((await recorded.trace(['-e', `trace=${traced}`])).trace, recorded.folder)
        recorded.discard()
        const names = new Set(calls.map((call) => call.name))
        expect([...names]).toEqual(
          expect.arrayContaining(['openat', 'pwrite64', 'fsync', 'close', 'link', 'rename', 'mkdir']),
        )
        const once = calls.flatMap((call) =>
          ['signal=KILL', ...errors.map((code) => `error=${code}`)].map((fault) => ({ call, fault })),
        )
        const lasting = [...names]
          .filter((name) => name !== 'close' && name !== 'openat')
          .map((name) => ({
            call: { name, occurrence: 1, line: name },
            fault: name === 'fsync' ? 'error=EIO' : 'error=ENOSPC',
            lasting: true,
          }))
        expect(await runAll(start, [...once, ...lasting])).toEqual([])
      } finally {
        start.discard()
      }
    },
  )

  it.skipIf(skipped)(
    `makes these calls of the system, in this order (R1, R2)${skipped ? ` (skipped: ${skipped})` : ''}`,
    async () => {
      const start = await SavingVault.withGenerations(2)
      try {
        const { trace } = await start.trace(['-e', `trace=${traced}`])
        const calls = fileCalls(trace, start.folder)
        const save = calls.slice(calls.findIndex((call) => call.line.includes('O_CREAT')))
        expect(save.map((call) => call.name)).toEqual([
          ...['openat', 'pwrite64', 'fsync', 'close'],
          ...['link', 'rename', 'unlink'],
          ...['rename', 'openat', 'fsync', 'close'],
        ])
        expect(save[0]?.line).toMatch(/O_WRONLY\|O_CREAT\|O_EXCL\|O_NOFOLLOW\|O_CLOEXEC, 0600/)
      } finally {
        start.discard()
      }
    },
  )

  it.skipIf(skipped)(
    `never tries a failed fsync again on the same file (R3)${skipped ? ` (skipped: ${skipped})` : ''}`,
    async () => {
      const start = await SavingVault.withGenerations(2)
      try {
        const { trace } = await start.trace([
          '-e',
          'trace=openat,fsync',
          '-e',
          'inject=fsync:error=EIO:when=1',
        ])
        const calls = fileCalls(trace, start.folder).map((call) => call.line)
        const failed = calls.findIndex((line) => line.includes('INJECTED'))
        // After the failure a new file is made before anything is synced.
        expect(calls[failed + 1]).toMatch(/O_CREAT\|O_EXCL/)
      } finally {
        start.discard()
      }
    },
  )
})
