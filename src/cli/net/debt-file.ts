import { readFile, stat } from 'node:fs/promises'
import { FILE_BYTES_MAX, type ImportReport, type ReadOptions, readDebts } from '../../imports/index.ts'
import { DebtTable } from './debt-table.ts'

/** The file cannot be read as a list of obligations at all. */
export class DebtFileError extends Error {
  override readonly name = 'DebtFileError'
}

/** The result of reading a file. */
export interface DebtFile {
  readonly table: DebtTable
  readonly report: ImportReport
}

export async function readDebtFile(path: string, options: ReadOptions = {}): Promise<DebtFile> {
  const table = new DebtTable()
  const report = readDebts(await bytesOf(path), options, (debt) => table.add(debt))
  return { table, report }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path)
    if (!found.isFile()) throw new DebtFileError(`${path} is no file of obligations`)
    if (found.size > FILE_BYTES_MAX) throw new DebtFileError(`${path} has more than ${FILE_BYTES_MAX} bytes`)
    return await readFile(path)
  } catch (error) {
    if (error instanceof DebtFileError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new DebtFileError(`${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`)
  }
}
