import * as ContextMenu from '@radix-ui/react-context-menu'
import * as DropdownMenu from '@radix-ui/react-dropdown-menu'
import type { ReactNode, RefObject } from 'react'
import { useTexts } from '../app-context.tsx'
import { keysText } from '../commands/keys-text.ts'
import css from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly title: string
  /** The key that does the same. */
  readonly keys?: string
  readonly isDangerous?: boolean
  readonly isDisabled?: boolean
  /** One that is on or off: the menu stays open, as a person often sets several. */
  readonly isChecked?: boolean
  /** A few quiet words at its end. */
  readonly note?: string
  readonly run: () => void
}

/** Items, or `line` between groups of them. */
export type MenuItems = readonly (MenuItem | 'line')[]

/** A menu under its trigger. Not modal: a modal one would write styles into the page, which its policy forbids. */
export function Menu({
  trigger,
  items,
  label,
  isOpen,
  onOpen,
  backTo,
}: {
  readonly trigger: ReactNode
  readonly items: MenuItems
  readonly label: string
  /** Opened from elsewhere: by a key of the row that it belongs to. */
  readonly isOpen?: boolean
  readonly onOpen?: (isOpen: boolean) => void
  /** What has the focus again when it is closed; its trigger, where left out. */
  readonly backTo?: RefObject<HTMLElement | null>
}) {
  return (
    <DropdownMenu.Root
      modal={false}
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpen ? { onOpenChange: onOpen } : {})}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={css.menu}
          align="end"
          sideOffset={4}
          aria-label={label}
          onCloseAutoFocus={(event) => giveBack(event, backTo)}
        >
          <Items items={items} parts={DropdownMenu} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** The same items by the right mouse button or the menu key, on what is inside. */
export function ItemMenu({
  items,
  label,
  backTo,
  children,
}: {
  /** Where there are many such menus, what gives them when one is opened. */
  readonly items: MenuItems | (() => MenuItems)
  readonly label: string
  readonly backTo?: RefObject<HTMLElement | null>
  readonly children: ReactNode
}) {
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content
          className={css.menu}
          aria-label={label}
          onCloseAutoFocus={(event) => giveBack(event, backTo)}
        >
          <AskedItems items={items} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

function giveBack(event: Event, backTo: RefObject<HTMLElement | null> | undefined): void {
  if (!backTo?.current) return
  event.preventDefault()
  backTo.current.focus({ preventScroll: true })
}

type Parts = Pick<typeof DropdownMenu, 'Item' | 'CheckboxItem' | 'ItemIndicator' | 'Separator'>

function AskedItems({ items }: { readonly items: MenuItems | (() => MenuItems) }) {
  return <Items items={typeof items === 'function' ? items() : items} parts={ContextMenu} />
}

function Items({ items, parts }: { readonly items: MenuItems; readonly parts: Parts }) {
  return items.map((item, index) =>
    item === 'line' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else to be told apart by
      <parts.Separator key={index} className={css.line} />
    ) : (
      <Item key={item.id} item={item} parts={parts} />
    ),
  )
}

function Item({ item, parts }: { readonly item: MenuItem; readonly parts: Parts }) {
  const { palette } = useTexts()
  const { title, keys, note, isDangerous, isDisabled = false, isChecked, run } = item
  const look = { className: `${css.item} ${isDangerous ? css.danger : ''}`, disabled: isDisabled }
  const end = (
    <>
      {note && <span className={css.note}>{note}</span>}
      {keys && <kbd className={css.keys}>{keysText(keys, isMac(), palette.keyNames).join(' ')}</kbd>}
    </>
  )
  if (isChecked === undefined) {
    return (
      <parts.Item {...look} onSelect={run}>
        {title}
        {end}
      </parts.Item>
    )
  }
  return (
    <parts.CheckboxItem
      {...look}
      checked={isChecked}
      onSelect={(event) => event.preventDefault()}
      onCheckedChange={run}
    >
      <span>
        <span className={css.check} aria-hidden="true">
          <parts.ItemIndicator>✓</parts.ItemIndicator>
        </span>
        {title}
      </span>
      {end}
    </parts.CheckboxItem>
  )
}

function isMac(): boolean {
  return navigator.platform.startsWith('Mac')
}
