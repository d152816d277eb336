import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'

const script = new URL('./full-disk-script.ts', import.meta.url).pathname

/** Runs in a mount namespace of its own, with a new file system of 64 KiB at `folder`. */
function onSmallDisk(folder: string, ...argv: string[]) {
  const mounted = 'mount -t tmpfs -o size=64k,mode=700 tmpfs "$1" && shift && exec "$@"'
  return spawnSync('unshare', ['-m', '/bin/bash', '-c', mounted, 'bash', folder, ...argv], {
    encoding: 'utf8',
  })
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux'
  if (process.getuid?.() !== 0) return 'only root can mount'
  const folder = mkdtempSync(join(tmpdir(), 'signet-disk-'))
  const tried = onSmallDisk(folder, 'true')
  rmSync(folder, { recursive: true })
  return tried.status === 0 ? undefined : 'nothing can be mounted here'
}

const reason = whyNot()

describe('a vault on a disk of 64 KiB', () => {
  it.skipIf(reason)(
    `goes on from memory when the disk is full or read-only, keeps what is on it, and saves when it can again (R4, R5, M14)${reason ? ` (skipped: ${reason})` : ''}`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'signet-disk-'))
      try {
        const ran = onSmallDisk(folder, process.execPath, script, folder)
        expect(ran.stderr).toBe('')
        expect(JSON.parse(ran.stdout)).toEqual({
          first: { outcome: 'saved', durable: true, inMemory: ['first'], onDisk: ['first'], temporaries: 0 },
          full: {
            outcome: 'vault-unwritable',
            durable: false,
            inMemory: ['first', 'full'],
            onDisk: ['first'],
            temporaries: 0,
          },
          afterFull: {
            outcome: 'saved',
            durable: true,
            inMemory: ['first', 'full'],
            onDisk: ['first', 'full'],
            temporaries: 0,
          },
          readOnly: {
            outcome: 'vault-unwritable',
            durable: false,
            inMemory: ['first', 'full', 'read-only'],
            onDisk: ['first', 'full'],
            temporaries: 0,
          },
          afterReadOnly: {
            outcome: 'saved',
            durable: true,
            inMemory: ['first', 'full', 'read-only', 'last'],
            onDisk: ['first', 'full', 'read-only', 'last'],
            temporaries: 0,
          },
        })
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})
