import { describe, expect, it } from 'vitest'
import { runsCommandLine, scriptOf } from '../../../../main/broker/interpreters.ts'

const program = (executable: string | undefined, ...words: string[]) => ({
  executable,
  words: [executable ?? '', ...words],
  folder: '/home/ann',
})

describe('scriptOf', () => {
  it.each<[string | undefined, string, ...string[]]>([
    ['/usr/bin/aws', '/usr/bin/python3.11', '/usr/bin/aws', 's3', 'ls'],
    ['/home/ann/tool.py', '/usr/bin/python3', '-u', '-W', 'ignore', 'tool.py'],
    ['-m awscli', '/usr/bin/python3', '-m', 'awscli'],
    ['-c', '/usr/bin/python3', '-c', 'print("a secret")'],
    ['/home/ann/x.js', '/usr/bin/node', '--require', './hook.js', 'x.js'],
    ['-e', '/usr/bin/node', '-e', 'code'],
    ['/home/ann/app.jar', '/usr/bin/java', '-cp', 'lib', '-jar', 'app.jar'],
    ['/etc/deploy.sh', '/usr/bin/bash', '/etc/deploy.sh'],
    ['/x', '/usr/bin/python3 (deleted)', '/x'],
    [undefined, '/usr/bin/bash'],
    [undefined, '/usr/bin/bash', '-i'],
    [undefined, '/usr/bin/terraform', 'apply'],
  ])('is %s for %s', (script, executable, ...words) => {
    expect(scriptOf(program(executable, ...words))).toBe(script)
  })

  it('is none where the file is not shown', () => {
    expect(scriptOf(program(undefined, '/usr/bin/aws'))).toBeUndefined()
  })
})

describe('runsCommandLine', () => {
  it('is for shells that were given one line', () => {
    const programs = [
      program('/usr/bin/dash', '-c', 'x'),
      program('/usr/bin/bash', '-ec', 'x'),
      program('/usr/bin/bash', 'script.sh'),
      program('/usr/bin/bash'),
      program('/usr/bin/python3', '-c', 'x'),
    ]
    expect(programs.map(runsCommandLine)).toEqual([true, true, false, false, false])
  })
})
