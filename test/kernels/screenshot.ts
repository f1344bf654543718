/**
 * @file Runs a notebook in a real JupyterLab and takes a picture of it.
 *
 * usage: npx tsx test/kernels/screenshot.ts NOTEBOOK PICTURE.png [--as-saved]   (paths count from the repository root)
 */
import { runAllCells, startLab } from "./lab";

async function main([notebook, picture, ...options]: string[]): Promise<void> {
  if (!picture)
    throw new Error("usage: npx tsx test/kernels/screenshot.ts NOTEBOOK PICTURE.png [--as-saved]");
  const lab = await startLab();
  try {
    const page = await lab.open(notebook);
    if (!options.includes("--as-saved")) await runAllCells(page, 600);
    const panel = page.locator(".jp-WindowedPanel-outer");
    const height = await panel.evaluate((element) => element.scrollHeight);
    await page.setViewportSize({ width: 1280, height: Math.min(12_000, height + 200) });
    await panel.evaluate((element) => element.scrollTo(0, 0));
    const last = await page.locator(".jp-Notebook .jp-Cell").last().boundingBox();
    if (last) await page.setViewportSize({ width: 1280, height: Math.ceil(last.y + last.height) + 60 });
    await panel.evaluate((element) => element.scrollTo(0, 0));
    await page.waitForTimeout(1500);
    await page.screenshot({ path: picture });
  } finally {
    await lab.close();
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
