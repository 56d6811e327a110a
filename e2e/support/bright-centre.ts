import type { Page } from '@playwright/test';

/** The centre of what is bright in a part of the window, CSS pixels. */
export async function brightCentre(
  page: Page,
  clip: { x: number; y: number; width: number; height: number },
): Promise<{ x: number; y: number }> {
  const png = (await page.screenshot({ clip })).toString('base64');
  const centre = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    let sum = 0;
    let x = 0;
    let y = 0;
    for (let row = 0; row < image.height; row++)
      for (let column = 0; column < image.width; column++) {
        const grey = pixels[4 * (row * image.width + column)] ?? 0;
        if (grey < 60) continue;
        sum += grey;
        x += grey * (column + 0.5);
        y += grey * (row + 0.5);
      }
    return { x: x / sum, y: y / sum };
  }, png);
  return { x: clip.x + centre.x, y: clip.y + centre.y };
}
