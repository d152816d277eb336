import { describe, expect, it } from 'vitest'
import { backupsKept, seriesOf } from '../../../../main/config/backups.ts'
import { previewConfig, readConfigFile, updateConfig } from '../../../../main/config/config-file.ts'
import { editSection } from '../../../../main/config/edit.ts'
import type { FileFault } from '../../../../main/kernel/ports/files.ts'
import { FileError } from '../../../../main/kernel/ports/files.ts'
import type { Lock } from '../../../../main/kernel/ports/lock.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../fakes/memory-files.ts'

const path = '/home/u/.aws/config'
const backupFolder = '/state/backups'
const before = '[profile a]\nregion = x\n'
const after = '[profile a]\nregion = y\n'

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

class FakeLock implements Lock {
  readonly calls: string[] = []
  isFree = true

  async acquire(lockPath: string): Promise<(() => void) | undefined> {
    if (!this.isFree) return undefined
    this.isFree = false
    this.calls.push(lockPath)
    return () => {
      this.isFree = true
    }
  }
}

function setRegion(value: string) {
  return (text: string) =>
    editSection(text, { file: 'config', type: 'profile', name: 'a' }, { set: { region: value } }).text
}

function setUp(text: string | undefined, mode = 0o644) {
  const files = new MemoryFiles()
  if (text !== undefined) files.put(path, bytes(text), mode)
  const clock = new FakeClock()
  const lock = new FakeLock()
  const started = (change = setRegion('y')) =>
    updateConfig({ files, lock, clock, path, backupFolder, change })
  /** Lets time pass until it has ended. */
  const update = async (change = setRegion('y')) => {
    const state = { ended: false }
    const done = started(change).finally(() => {
      state.ended = true
    })
    done.catch(() => undefined)
    for (let turn = 0; turn < 100 && !state.ended; turn += 1) await settle()
    while (!state.ended) await clock.advance(100)
    return done
  }
  const text_ = (at = path) => new TextDecoder().decode(files.bytes(at))
  return { files, clock, lock, started, update, text: text_ }
}

describe('seriesOf', () => {
  it('tells files of one name in two folders apart', () => {
    const [one, other] = ['/a/config', '/b/config'].map(seriesOf)
    expect([one?.startsWith('config-'), one === other, seriesOf('/a/config') === one]).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('updateConfig', () => {
  it('changes the file, keeps its mode and a copy from before, and shows what it did', async () => {
    const { files, lock, update, text } = setUp(before)
    const backupPath = `${backupFolder}/${seriesOf(path)}.2026-01-02T03-04-05-000Z`
    expect(await update()).toEqual({
      changed: true,
      diff: ['@@ -1,2 +1,2 @@', ' [profile a]', '-region = x', '+region = y'],
      backupPath,
    })
    expect(text()).toBe(after)
    expect(text(backupPath)).toBe(before)
    expect([files.contents.get(path)?.mode, files.contents.get(backupPath)?.mode]).toEqual([0o644, 0o600])
    expect(lock).toMatchObject({ isFree: true, calls: [`${backupFolder}/${seriesOf(path)}.lock`] })
    expect(files.names('/home/u/.aws')).toEqual(['config'])
  })

  it('makes a new file that only its owner may read, without a copy', async () => {
    const { files, update, text } = setUp(undefined)
    expect(await update()).toMatchObject({ changed: true, backupPath: undefined })
    expect(text()).toBe('[profile a]\nregion = y\n')
    expect(files.contents.get(path)?.mode).toBe(0o600)
    expect(files.folders.has('/home/u/.aws')).toBe(true)
  })

  it('writes nothing at all when there is nothing to change', async () => {
    const { files, update } = setUp(after)
    expect(await update()).toEqual({ changed: false, diff: [], backupPath: undefined })
    expect(files.changes).toEqual([])
  })

  it('keeps the last copies only', async () => {
    const { files, clock, lock } = setUp(before)
    files.put(`${backupFolder}/config.of-a-person`, bytes(''))
    for (let count = 0; count < backupsKept + 5; count += 1) {
      // Two changes within one millisecond are two copies.
      if (count % 2 === 0) await clock.advance(1_000)
      await updateConfig({ files, lock, clock, path, backupFolder, change: setRegion(`r${count}`) })
    }
    const kept = files.names(backupFolder).filter((name) => name !== 'config.of-a-person')
    expect(kept).toHaveLength(backupsKept)
    expect(new TextDecoder().decode(files.bytes(`${backupFolder}/${kept.at(-1)}`))).toContain('r23')
    expect(files.names(backupFolder)).toContain('config.of-a-person')
  })

  it('keeps bytes that are not UTF-8 (R34)', async () => {
    const { files, update } = setUp(undefined)
    files.put(path, new Uint8Array([...bytes('# caf'), 0xe9, 0x0a, ...bytes(before)]))
    await update()
    expect(files.bytes(path)).toEqual(new Uint8Array([...bytes('# caf'), 0xe9, 0x0a, ...bytes(after)]))
  })

  it('applies the change again to what another program wrote meanwhile (R34)', async () => {
    const { files, update, text } = setUp(before)
    let meddled = false
    files.beforeReplace = async () => {
      // The copy is being saved: the file was read and is not replaced yet.
      if (!meddled) files.put(path, bytes(`${before}[profile b]\n`))
      meddled = true
    }
    expect(await update()).toMatchObject({ changed: true })
    expect(text()).toBe(`${after}[profile b]\n`)
  })

  it('loses nothing that was written in the last moment before the replacing (R34)', async () => {
    const { files, update, text } = setUp(before)
    let replaces = 0
    files.beforeReplace = async () => {
      replaces += 1
      if (replaces === 2) files.put(path, bytes(`${before}[profile b]\n`))
    }
    expect(await update()).toMatchObject({ changed: true })
    expect(text()).toBe(`${after}[profile b]\n`)
    expect(files.names('/home/u/.aws')).toEqual(['config'])
  })

  it('loses nothing when the file appears in the last moment (R34)', async () => {
    const { files, update, text } = setUp(undefined)
    let replaces = 0
    files.beforeReplace = async () => {
      replaces += 1
      if (replaces === 1) files.put(path, bytes('[profile b]\n'))
    }
    await update()
    expect(text()).toBe('[profile b]\n\n[profile a]\nregion = y\n')
  })

  it('waits for a program that had just emptied the file when it was replaced (R34)', async () => {
    const { files, clock, started, text } = setUp(before)
    let replaces = 0
    files.beforeReplace = async () => {
      replaces += 1
      if (replaces === 2) files.put(path, bytes(''))
    }
    const done = started()
    for (let turn = 0; turn < 20; turn += 1) await settle()
    // It still has the old file open, which by now has another name.
    files.put(`${path}.before-signet`, bytes(`${before}[profile b]\n`))
    await clock.advance(100)
    await done
    expect(text()).toBe(`${after}[profile b]\n`)
  })

  it('does not take an emptied file for what a person wants', async () => {
    const more = '[profile b]\nregion = z\n'
    const { files, update, text } = setUp(before + more)
    let replaces = 0
    files.beforeReplace = async () => {
      replaces += 1
      if (replaces === 2) files.put(path, bytes(''))
    }
    await update()
    expect(text()).toBe(after + more)
  })

  it('stops when two writes come within one of ours, and says where both are (R34)', async () => {
    const { files, update, text } = setUp(before)
    let replaces = 0
    files.beforeReplace = async () => {
      replaces += 1
      if (replaces === 2) files.put(path, bytes(`${before}[profile b]\n`))
      if (replaces === 3) files.put(path, bytes(`${after}[profile c]\n`))
    }
    const message = String(await update().catch((thrown: unknown) => thrown))
    const copy = /also in (\S+)\. /.exec(message)?.[1] ?? ''
    expect([text(copy), text()]).toEqual([`${before}[profile b]\n`, `${after}[profile c]\n`])
  })

  it('is not misled by what a killed process left behind', async () => {
    const { files, update, text } = setUp(undefined)
    files.put(`${path}.before-signet`, bytes('[profile stale]\n'))
    await update()
    expect(text()).toBe('[profile a]\nregion = y\n')
    expect(files.names('/home/u/.aws')).toEqual(['config'])
  })

  it('waits while another program has emptied the file to write it (R34)', async () => {
    const { files, clock, started, text } = setUp('')
    const done = started()
    await settle()
    files.put(path, bytes(before))
    await clock.advance(100)
    await done
    expect(text()).toBe(after)
  })

  it('takes an empty file for what it is after that', async () => {
    const { update, text } = setUp('')
    await update()
    expect(text()).toBe('[profile a]\nregion = y\n')
  })

  it('gives up on a program that never stops writing, and keeps every version', async () => {
    const { files, update } = setUp(before)
    let count = 0
    files.beforeReplace = async () => {
      count += 1
      files.put(path, bytes(`${before}# ${count}\n`))
    }
    await expect(update()).rejects.toMatchObject({ code: 'config-changed', remedy: 'retry' })
    const all = files
      .names(backupFolder)
      .map((name) => new TextDecoder().decode(files.bytes(`${backupFolder}/${name}`)))
    expect(all.length).toBeGreaterThan(3)
    expect(new TextDecoder().decode(files.bytes(path))).toContain(`# ${count}`)
  })

  it('refuses when another Signet process is at it', async () => {
    const { files, lock, update } = setUp(before)
    lock.isFree = false
    await expect(update()).rejects.toMatchObject({ code: 'agent-busy', remedy: 'retry' })
    expect(files.changes).toEqual([])
  })

  it.each<[FileFault, RegExp]>([
    ['no-space', /disk is full/],
    ['read-only', /read-only/],
    ['not-allowed', /this user may not/],
    ['not-a-file', /not a plain file/],
    ['io', /input or output error/],
  ])('says in plain words that the file cannot be written: %s', async (fault, words) => {
    const { files, lock, update, text } = setUp(before)
    files.beforeReplace = async () => {
      throw new FileError(fault, path)
    }
    await expect(update()).rejects.toMatchObject({
      code: 'config-unwritable',
      message: expect.stringMatching(words),
    })
    expect(text()).toBe(before)
    expect(lock.isFree).toBe(true)
  })

  it('says that the file cannot be read', async () => {
    const { files, update } = setUp(before)
    files.fail.read = 'not-allowed'
    await expect(update()).rejects.toMatchObject({
      code: 'config-unwritable',
      message: expect.stringMatching(/read/),
    })
  })

  it('replaces a linked file on another file system, where the old one cannot be kept beside the link', async () => {
    const { files, update, text } = setUp(before)
    const replace = files.replace.bind(files)
    files.replace = async (at, content, options) => {
      if (options.previousPath !== undefined) throw new FileError('io', at)
      await replace(at, content, options)
    }
    expect(await update()).toMatchObject({ changed: true })
    expect(text()).toBe(after)
  })

  it('changes nothing when the change itself is refused', async () => {
    const { files, lock, update } = setUp(before)
    await expect(update(setRegion('a\nb'))).rejects.toMatchObject({ code: 'config-invalid' })
    expect([files.changes, lock.isFree]).toEqual([[], true])
  })
})

describe('previewConfig', () => {
  it('shows the change and writes nothing', async () => {
    const { files } = setUp(before)
    expect(await previewConfig({ files, path, change: setRegion('y') })).toEqual([
      '@@ -1,2 +1,2 @@',
      ' [profile a]',
      '-region = x',
      '+region = y',
    ])
    expect(files.changes).toEqual([])
  })
})

describe('readConfigFile', () => {
  it('takes a missing file for an empty one', async () => {
    expect(await readConfigFile(new MemoryFiles(), path)).toEqual({ text: '', encoding: 'utf-8' })
  })
})
