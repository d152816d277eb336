import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { homeFor } from '../../../../../main/hosts/node/home.ts'
import { makeHomeFolders } from '../../../../../main/hosts/node/home-folders.ts'
import { anotherUser, asRoot, isRoot } from '../../../../fakes/another-user.ts'

describe('makeHomeFolders', () => {
  let base: string
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'signet-'))
  })
  afterEach(() => rmSync(base, { recursive: true, force: true }))
  const homeAt = (folder: string) => homeFor({ SIGNET_HOME: folder }, process.platform)
  const modeOf = (path: string) => statSync(path).mode & 0o777

  it('makes them, closed to others, whatever the umask', () => {
    const home = homeAt(join(base, 'deep', 'er'))
    const umask = process.umask(0)
    try {
      makeHomeFolders(home)
    } finally {
      process.umask(umask)
    }
    expect([join(base, 'deep'), dirname(home.stateDir), home.stateDir, home.runDir].map(modeOf)).toEqual([
      0o700, 0o700, 0o700, 0o700,
    ])
    makeHomeFolders(home)
  })

  it('takes a state folder that others may look into, and leaves it so', () => {
    const home = homeAt(base)
    mkdirSync(home.stateDir)
    chmodSync(home.stateDir, 0o755)
    makeHomeFolders(home)
    expect(modeOf(home.stateDir)).toBe(0o755)
  })

  const plants: {
    what: string
    plant: (path: string) => void
    fault: string
    byRoot?: boolean
    runOnly?: boolean
  }[] = [
    { what: 'a file', plant: (path) => writeFileSync(path, ''), fault: 'is not a folder' },
    {
      what: 'a FIFO',
      plant: (path) => void execFileSync('/usr/bin/mkfifo', [path]),
      fault: 'is not a folder',
    },
    {
      what: 'a link to a folder',
      plant: (path) => {
        mkdirSync(`${path}-real`, { mode: 0o700 })
        symlinkSync(`${path}-real`, path)
      },
      fault: 'is not a folder',
    },
    {
      what: 'a link to nothing',
      plant: (path) => symlinkSync('/nonexistent/x', path),
      fault: 'is not a folder',
    },
    {
      what: 'a folder that its group may change',
      plant: (path) => {
        mkdirSync(path)
        chmodSync(path, 0o770)
      },
      fault: 'is open to other users',
    },
    {
      what: 'a folder that others may look into',
      plant: (path) => {
        mkdirSync(path)
        chmodSync(path, 0o705)
      },
      fault: 'is open to other users',
      runOnly: true,
    },
    {
      what: "another's folder",
      plant: (path) => {
        mkdirSync(path, { mode: 0o700 })
        chownSync(path, anotherUser, anotherUser)
      },
      fault: 'belongs to another user',
      byRoot: true,
    },
  ]
  for (const { what, plant, fault, byRoot, runOnly } of plants) {
    for (const place of runOnly ? (['runDir'] as const) : (['stateDir', 'runDir'] as const)) {
      it.skipIf(byRoot && !isRoot)(
        `refuses ${what} as ${place}, and leaves it alone (T5)${byRoot ? asRoot : ''}`,
        () => {
          const home = homeAt(base)
          plant(home[place])
          const before = lstatSync(home[place])
          expect(() => makeHomeFolders(home)).toThrow(
            expect.objectContaining({
              code: 'home-unsafe',
              message: expect.stringContaining(`"${home[place]}" ${fault}`),
            }),
          )
          const after = lstatSync(home[place])
          expect([after.ino, after.mode, after.uid]).toEqual([before.ino, before.mode, before.uid])
        },
      )
    }
  }

  it('refuses a place in a folder that everybody may change (T5)', () => {
    const shared = join(base, 'shared')
    mkdirSync(shared)
    chmodSync(shared, 0o777)
    expect(() => makeHomeFolders(homeAt(join(shared, 'mine')))).toThrow(`"${shared}" is open to other users`)
    // As /tmp is: others may add to it, but not touch what is there.
    chmodSync(shared, 0o1777)
    makeHomeFolders(homeAt(join(shared, 'mine')))
  })

  it.skipIf(!isRoot)(
    `refuses a place below another's folder, or behind another's link (T5, F.8)${asRoot}`,
    () => {
      const theirs = join(base, 'theirs')
      mkdirSync(theirs, { mode: 0o755 })
      chownSync(theirs, anotherUser, anotherUser)
      expect(() => makeHomeFolders(homeAt(join(theirs, 'mine')))).toThrow(
        `"${theirs}" belongs to another user`,
      )

      const mine = join(base, 'mine')
      mkdirSync(mine, { mode: 0o700 })
      const link = join(base, 'link')
      execFileSync('/bin/ln', ['-s', mine, link])
      makeHomeFolders(homeAt(join(link, 'ok')))
      execFileSync('/bin/chown', ['-h', `${anotherUser}:${anotherUser}`, link])
      expect(() => makeHomeFolders(homeAt(join(link, 'ok')))).toThrow(`"${link}" belongs to another user`)
    },
  )

  it('follows a link of its own on the way to its home', () => {
    mkdirSync(join(base, 'disk'))
    symlinkSync(join(base, 'disk'), join(base, 'home'))
    makeHomeFolders(homeAt(join(base, 'home', 'signet')))
    renameSync(join(base, 'disk'), join(base, 'disk2'))
    expect(modeOf(join(base, 'disk2', 'signet', 'run'))).toBe(0o700)
  })

  it('says so when a folder cannot be made', () => {
    writeFileSync(join(base, 'file'), '')
    expect(() => makeHomeFolders(homeAt(join(base, 'file', 'x')))).toThrow(
      /x\/state" cannot be made\. Look at its parent/,
    )
  })
})
