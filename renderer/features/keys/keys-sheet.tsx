import { useStore } from 'zustand'
import { useApp, useTexts } from '../../app-context.tsx'
import { available, type Command } from '../../commands/commands.ts'
import { keysText } from '../../commands/keys-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import css from './keys-sheet.module.css'

const listKeys = [
  ['move', ['ArrowUp', 'ArrowDown']],
  ['open', ['Enter']],
  ['peek', ['Space']],
  ['select', ['Ctrl+Space']],
  ['extend', ['Shift+ArrowUp', 'Shift+ArrowDown']],
  ['all', ['mod+a']],
  ['actions', ['.']],
  ['close', ['Escape']],
] as const

/** Every key that counts now, from the commands themselves. */
export function KeysSheet() {
  const { commands: store, view } = useApp()
  const { palette, frame } = useTexts()
  const commands = useStore(store, (state) => state.commands)
  const withKeys = counting(available(commands))
  const close = () => view.setState({ dialog: undefined })
  return (
    <Dialog title={palette.keysTitle} look="wide" onClose={close}>
      <div className={css.groups}>
        {Object.entries(palette.groups).map(([id, title]) => (
          <Group key={id} title={title} commands={withKeys.filter(({ group }) => group === id)} />
        ))}
        <section className={css.group}>
          <h3>{palette.keysHint}</h3>
          <p className={css.rule}>{palette.listTyping}</p>
          <dl>
            {listKeys.map(([id, keys]) => (
              <div key={id} className={css.line}>
                <dt>{palette.listKeys[id]}</dt>
                <dd>
                  {keys.map((key) => (
                    <Keys key={key} keys={key} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <div className={css.buttons}>
        <Button onClick={close}>{frame.close}</Button>
      </div>
    </Dialog>
  )
}

/** Of several with the same key, the one that counts. What Escape closes is told with the lists. */
function counting(commands: readonly Command[]): readonly Command[] {
  return commands.filter(
    (command) =>
      command.keys !== undefined &&
      command.keys !== 'Escape' &&
      commands.findLast(({ keys }) => keys === command.keys) === command,
  )
}

function Group({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  if (commands.length === 0) return null
  return (
    <section className={css.group}>
      <h3>{title}</h3>
      <dl>
        {commands.map(({ id, title: name, keys = '' }) => (
          <div key={id} className={css.line}>
            <dt>{name}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Keys({ keys }: { readonly keys: string }) {
  const { palette } = useTexts()
  const strokes = keysText(keys, navigator.platform.startsWith('Mac'), palette.keyNames)
  return strokes.map((stroke, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice, and they never move
    <span key={index} className={css.strokes}>
      {index > 0 && <span className={css.then}>{palette.thenKey}</span>}
      <kbd>{stroke}</kbd>
    </span>
  ))
}
