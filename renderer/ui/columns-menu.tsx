import { useTexts } from '../app-context.tsx'
import { Button } from './button.tsx'
import { Menu, type MenuItems } from './menu.tsx'

/** Which columns a table shows, to choose from. */
export function ColumnsMenu({ items }: { readonly items: MenuItems }) {
  const { tables } = useTexts()
  return (
    <Menu
      label={tables.columns}
      items={items}
      trigger={
        <Button look="bare">
          {tables.columns} <span aria-hidden="true">▾</span>
        </Button>
      }
    />
  )
}
