import { useStore } from 'zustand'
import { useApp, useTexts } from '../../app-context.tsx'
import { available, type Command } from '../../commands/commands.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import css from './keys-sheet.module.css'
import { keysText } from './keys-text.ts'

const listKeys = [
  ['move', ['ArrowUp', 'ArrowDown']],
  ['open', ['Enter']],
  ['select', ['Space']],
  ['extend', ['Shift+ArrowDown']],
  ['actions', ['.']],
  ['all', ['mod+a']],
  ['close', ['Escape']],
] as const

/** Every key that counts now, from the commands themselves. */
export function KeysSheet() {
  const { commands: store, view } = useApp()
  const { palette, frame } = useTexts()
  const commands = useStore(store, (state) => state.commands)
  const withKeys = available(commands).filter(({ keys }) => keys !== undefined)
  const close = () => view.setState({ dialog: undefined })
  return (
    <Dialog title={palette.keysTitle} look="wide" onClose={close}>
      <div className={css.groups}>
        {Object.entries(palette.groups).map(([id, title]) => (
          <Group key={id} title={title} commands={withKeys.filter(({ group }) => group === id)} />
        ))}
        <section className={css.group}>
          <h3>{palette.keysHint}</h3>
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
  const strokes = keysText(keys, navigator.platform.startsWith('Mac'))
  return strokes.map((stroke, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice, and they never move
    <span key={index} className={css.strokes}>
      {index > 0 && <span className={css.then}>{palette.thenKey}</span>}
      <kbd>{stroke}</kbd>
    </span>
  ))
}
