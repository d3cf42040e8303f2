#include "app/commands/render.h"

#include <QApplication>
#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <algorithm>

#include "app/window/offscreen.h"
#include "core/base/file.h"
#include "ui/page/step_picture.h"

namespace deltascope {
namespace {

/// What is drawn, where every page looks alike.
struct Job {
    const WalkthroughKind& kind;
    const Walkthrough& walkthrough;
    QSize size;
    Theme theme;
};

/// Text grows with pages that are larger than a window, as cells do: it is read from as far away.
double textSizeOn(double width, double height) {
    constexpr double usualWidth = 1440, usualHeight = 900;
    return std::max(1.0, std::min(width / usualWidth, height / usualHeight));
}

void paintPage(QPainter& painter, const Job& job, Index step) {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintStepPicture(painter, QRectF(QPointF(), QSizeF(job.size)), job.kind, job.walkthrough, step, 1,
                     job.theme);
}

QByteArray pngOf(const Job& job, Index step) {
    QImage image(job.size, QImage::Format_RGB32);
    QPainter painter(&image);
    paintPage(painter, job, step);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(const Job& job, Index step) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(job.size);
    generator.setViewBox(QRect(QPoint(), job.size));
    generator.setTitle(QString::fromStdString(job.kind.title));
    QPainter painter(&generator);
    paintPage(painter, job, step);
    painter.end();
    return bytes;
}

QByteArray pdfOf(const Job& job, Index first, Index last) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    constexpr int dotsPerInch = 96;  // so that a logical pixel of the window is a pixel of the page
    writer.setResolution(dotsPerInch);
    writer.setPageSize(QPageSize(QSizeF(job.size) / dotsPerInch, QPageSize::Inch));
    writer.setPageMargins({});
    writer.setTitle(QString::fromStdString(job.kind.title));
    QPainter painter(&writer);
    for (Index step = first; step <= last; ++step) {
        if (step > first) writer.newPage();
        paintPage(painter, job, step);
    }
    painter.end();
    return bytes;
}

Result<void> writeBytes(const std::filesystem::path& path, const QByteArray& bytes) {
    return writeFile(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

Result<void> writeOne(const Job& job, Index first, Index last, const std::filesystem::path& out) {
    std::string ending = out.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    if (ending == ".png") return writeBytes(out, pngOf(job, first));
    if (ending == ".svg") return writeBytes(out, svgOf(job, first));
    if (ending == ".pdf") return writeBytes(out, pdfOf(job, first, last));
    return failure(out.string(), ": expected a name that ends in .png, .svg or .pdf");
}

Result<void> writeAll(const Job& job, const std::filesystem::path& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) return failure(folder.string(), ": ", problem.message());
    for (Index step = 0; step < job.walkthrough.stepCount(); ++step) {
        std::string number = std::to_string(step + 1);
        number.insert(0, number.size() < 3 ? 3 - number.size() : 0, '0');
        const auto file = folder / joinText(job.kind.id, "-", number, ".png");
        if (auto written = writeBytes(file, pngOf(job, step)); !written) return written;
    }
    return {};
}

}  // namespace

CommandResult renderSteps(const RenderArguments& arguments, const Console& console) {
    const auto chosen = makeChosen(arguments.walkthrough);
    if (!chosen) return tl::unexpected(chosen.error());
    const Index count = chosen->walkthrough->stepCount(), step = arguments.step.value_or(1);
    if (step > count) return failure("--step: expected 1 to ", count, ", got ", step);
    const auto theme = themeKind(QString::fromStdString(arguments.theme));
    if (!theme) return failure("there is no theme '", arguments.theme, "'");
    const OffscreenApplication application;
    const Job job{
        *chosen->kind,
        *chosen->walkthrough,
        {static_cast<int>(arguments.width), static_cast<int>(arguments.height)},
        Theme::make(*theme, {},
                    textSizeOn(static_cast<double>(arguments.width), static_cast<double>(arguments.height)))};
    const bool isFolder = arguments.all && arguments.out.extension() != ".pdf";
    const auto written = isFolder        ? writeAll(job, arguments.out)
                         : arguments.all ? writeOne(job, 0, count - 1, arguments.out)
                                         : writeOne(job, step - 1, step - 1, arguments.out);
    if (!written) return tl::unexpected(written.error());
    console.out << arguments.out.string() << ": " << (arguments.all ? count : 1) << " of " << count
                << " steps, " << arguments.width << "x" << arguments.height << '\n';
    return success;
}

}  // namespace deltascope
