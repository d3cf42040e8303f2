// Turns every NAME.tex of this folder into NAME.svg. Run after changing a formula:
//   npm install --no-save mathjax-full@3 && node make.mjs
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const load = createRequire(import.meta.url);
const { mathjax } = load('mathjax-full/js/mathjax.js');
const { TeX } = load('mathjax-full/js/input/tex.js');
const { SVG } = load('mathjax-full/js/output/svg.js');
const { liteAdaptor } = load('mathjax-full/js/adaptors/liteAdaptor.js');
const { RegisterHTMLHandler } = load('mathjax-full/js/handlers/html.js');
load('mathjax-full/js/input/tex/ams/AmsConfiguration.js');
load('mathjax-full/js/input/tex/html/HtmlConfiguration.js');

const folder = dirname(fileURLToPath(import.meta.url));
const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const page = mathjax.document('', {
    InputJax: new TeX({ packages: ['base', 'ams', 'html'] }),
    OutputJax: new SVG({ fontCache: 'none' }),
});

// Qt's SVG renderer knows neither ex units nor the width of a stroke that is 0 (it would draw a hairline around
// each glyph), and the program sets the colour itself.
function forQt(svg) {
    const pixels = (ignored, name, ex) => ` ${name}="${(Number(ex) * 8).toFixed(2)}"`;
    return svg
        .replace(/ (width|height)="([\d.]+)ex"/g, pixels)
        .replace(/ style="[^"]*"/, '')
        .replace(/ stroke="currentColor"/g, '')
        .replace(/ stroke-width="0"/g, '')
        .replace(/fill="currentColor"/g, 'fill="#000000"')
        .replace(/ (data-[\w-]+|role|focusable|aria-hidden|xmlns:xlink)="[^"]*"/g, '')
        .replace(/<text[^>]*><\/text>/g, ''); // MathJax's link targets; they would widen a term's bounds
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.tex')).sort()) {
    const formula = page.convert(readFileSync(join(folder, file), 'utf8').trim(), { display: true });
    const svg = adaptor.innerHTML(formula);
    if (svg.includes('data-mjx-error')) throw new Error(`${file}: ${svg.match(/title="([^"]*)"/)?.[1]}`);
    writeFileSync(join(folder, file.replace(/tex$/, 'svg')), forQt(svg) + '\n');
}
