/** An AWS config of thousands of profiles. */
import { editSection } from '../../main/config/edit.ts'
import { readSharedConfig } from '../../main/config/profiles.ts'
import { type Figure, figure, milliseconds, quantile } from './figures.ts'

const count = 10_000

export function largeConfig(): Figure[] {
  const text = Array.from({ length: count }, (_, index) => profile(index)).join('\n')
  const parsing: number[] = []
  const editing: number[] = []
  let isKept = true
  for (let round = 0; round < 7; round += 1) {
    let begun = performance.now()
    const { profiles } = readSharedConfig(text, '')
    parsing.push(performance.now() - begun)
    if (profiles.size !== count) throw new Error(`${profiles.size} profiles were read of ${count}`)
    begun = performance.now()
    const name = `profile-${count / 2}`
    const set = { credential_process: `/usr/bin/signet credential-process --profile ${name}` }
    const edited = editSection(text, { file: 'config', type: 'profile', name }, { set }).text
    editing.push(performance.now() - begun)
    // One line more, and every other byte as it was.
    isKept &&= edited.replace(/^credential_process = .*\n/m, '') === text
  }
  const [parse, edit] = [quantile(parsing, 0.5), quantile(editing, 0.5)]
  return [
    figure(
      `AWS config of ${count.toLocaleString('en')} profiles: read`,
      `${milliseconds(parse)} (${(text.length / 1e6).toFixed(1)} MB)`,
      { parse },
      {
        text: '<= 60 ms',
        met: parse <= 60,
      },
    ),
    figure(
      '  one edit',
      `${milliseconds(edit)}, ${isKept ? 'all other bytes are as they were' : 'OTHER BYTES CHANGED'}`,
      { edit },
      {
        text: 'others kept',
        met: isKept,
      },
    ),
  ]
}

function profile(index: number): string {
  return `# account ${index}\n[profile profile-${index}]\nregion = eu-central-1\noutput = json\ns3 =\n    max_concurrent_requests = 20\n`
}
