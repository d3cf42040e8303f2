#include "app/commands/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>
#include <span>

#include "app/commands/classify.h"
#include "app/commands/evaluate.h"
#include "app/commands/explain.h"
#include "app/commands/gradcheck.h"
#include "app/commands/lesson.h"
#include "app/commands/options.h"
#include "app/commands/render.h"
#include "app/commands/trace.h"
#include "app/commands/train.h"
#include "app/commands/typed_values.h"
#include "app/commands/window.h"
#include "core/base/number_text.h"
#include "core/base/version.h"
#include "core/kernels/instruction_set.h"

namespace deltascope {
namespace {

/// The command line, and what is left to do once it is understood.
struct Choice {
    std::string commandLine;
    std::function<CommandResult(const Console&)> command;
};

CLI::Option* addStrokes(CLI::App& command, std::filesystem::path& strokes, Writers& writers,
                        const std::string& text) {
    constexpr Index mostWriters = 1000000;
    auto* option = addFile(command, "--strokes", strokes, text);
    command
        .add_option_function<std::string>(
            "--writers",
            [&writers](const std::string& typed) {
                const auto span = orRefuse("--writers", parseSpan(typed, mostWriters));
                writers = {span.first, span.second};
            },
            joinText("Whose strokes [", writers.first, "-", writers.last, "]"))
        ->type_name("FIRST-LAST")
        ->needs(option);
    return option;
}

/// A subcommand with arguments of its own, which live as long as its command may still run.
template <typename Arguments>
struct Declared {
    CLI::App& app;
    std::shared_ptr<Arguments> arguments;
};

template <typename Arguments>
Declared<Arguments> declare(CLI::App& program, Choice& choice, const std::string& name,
                            const std::string& text, CommandResult (*run)(const Arguments&, const Console&)) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* app = program.add_subcommand(name, text);
    app->callback([arguments, run, &choice] {
        choice.command = [arguments, run](const Console& console) { return run(*arguments, console); };
    });
    return {*app, arguments};
}

void addClassify(CLI::App& program, Choice& choice) {
    const auto [app, arguments] = declare(
        program, choice, "classify", "Say which digit a picture shows, with all probabilities", classify);
    app.add_option_function<std::vector<std::string>>(
           "image",
           [arguments = arguments](const std::vector<std::string>& files) {
               arguments->images.assign(files.begin(), files.end());
           },
           "Pictures: PNG, JPEG, BMP, GIF ...")
        ->type_name("IMAGE")
        ->required();
    addModel(app, arguments->model);
    app.add_flag("--as-is", arguments->asIs, "The pictures are 28x28 inputs already: value/255, no cropping");
    app.add_flag("--json", arguments->json, "Print JSON, all numbers at full precision");
}

void addTrainingData(CLI::App& app, TrainingDataArguments& data) {
    app.add_option_function<std::string>(
           "--data",
           [&data](const std::string& typed) {
               if (typed.empty())
                   throw CLI::ValidationError("--data", "expected a folder or 'synthetic', got ''");
               data.folder = typed == "synthetic" ? "" : typed;
           },
           "Folder with MNIST's training part, or the word synthetic")
        ->type_name("FOLDER|synthetic")
        ->required();
    auto* strokes = addStrokes(app, data.strokes, data.writers, "Pen strokes (UNIPEN) to train on as well");
    addWhole(app, "--repeat-strokes", data.strokeRepeats, 1, 1000,
             "How often an epoch shows every stroke digit [1]")
        ->needs(strokes);
    addWhole(app, "--stroke-drawings", data.strokeDrawings, 0, 1000,
             "Drawings of every stroke digit to make first and to take in turn; 0: a new one every time [0]")
        ->needs(strokes);
    addWhole(app, "--synthetic", data.synthetic, 0, 100000000,
             "Number of synthetic digits an epoch [20000 with --data synthetic, else 0]");
    addWhole(
        app, "--hold-out", data.holdOut, 0, 1000000,
        joinText("Examples of the data kept back to check on; never MNIST's test part [", data.holdOut, "]"));
    app.add_flag("--augment,!--no-augment", data.augment, "Distort, so that no picture comes twice [on]");
    addNumber(app, "--distortion", data.distortion, {0, 10}, "Factor on how far pictures are distorted");
    addNumber(app, "--stroke-distortion", data.strokeDistortion, {0, 10},
              "Factor on how far drawn strokes are distorted; their pens vary as well")
        ->needs(strokes);
}

void addTrain(CLI::App& program, Choice& choice) {
    const auto [app, arguments] =
        declare(program, choice, "train", "Train the lecture's network on digits", train);
    TrainingOptions& training = arguments->training;
    arguments->commandLine = choice.commandLine;
    addTrainingData(app, arguments->data);
    addWhole(app, "--epochs", training.epochs, 1, 100000,
             joinText("Passes over the data [", training.epochs, "]"));
    addWhole(app, "--batch", training.batch, 1, 100000, joinText("Examples a step [", training.batch, "]"));
    addNumber(app, "--rate", training.sgd.learningRate, {0, 1000, false, true},
              "Learning rate at the start; it falls along half a cosine");
    addNumber(app, "--momentum", training.sgd.momentum, {0, 1, true, false},
              "Share of the last step's velocity kept");
    addNumber(app, "--weight-decay", training.sgd.weightDecay, {0, 1}, "Pull of every weight towards 0");
    addNumber(app, "--gain", arguments->initial.gain, {0, 100, false, true}, "Factor on the initial weights");
    addNumber(
        app, "--averaging", training.averaging, {0, 1, true, false},
        "Share of each step in the running average of the weights that is saved; 0: save the last weights");
    app.add_option_function<std::string>(
           "--seed",
           [arguments = arguments](const std::string& typed) {
               const auto most = std::numeric_limits<Index>::max();
               const auto seed = orRefuse("--seed", parseWholeNumber(typed, 0, most));
               arguments->training.seed = arguments->initial.seed = static_cast<std::uint64_t>(seed);
           },
           "Decides all that is random: weights, order, distortion [1]")
        ->type_name("N");
    addThreads(app, arguments->threads);
    addFile(app, "--out", arguments->out, "The safetensors file to save to")->required();
    app.footer("Ctrl-C ends after the current batch and saves what was reached.");
}

void addEvaluate(CLI::App& program, Choice& choice) {
    const auto [app, arguments] =
        declare(program, choice, "evaluate", "Measure accuracy, with the confusion matrix", evaluateModel);
    auto* data =
        addFile(app, "--data", arguments->data, "Folder with MNIST's test part")->type_name("FOLDER");
    auto* strokes = addStrokes(app, arguments->strokes, arguments->writers,
                               "Pen strokes (UNIPEN), drawn and read as on the canvas in many ways");
    addModel(app, arguments->model);
    addThreads(app, arguments->threads);
    app.add_flag("--json", arguments->json, "Print JSON, all numbers at full precision");
    // Runs before the command's own callback: something has to be evaluated on.
    app.parse_complete_callback([data, strokes] {
        if (data->empty() && strokes->empty()) throw CLI::RequiredError("--data or --strokes");
    });
}

void addTrace(CLI::App& program, Choice& choice) {
    const auto [app, arguments] = declare(
        program, choice, "trace", "Write every activation, delta, gradient and update of one picture", trace);
    addFile(app, "--image", arguments->image, "Picture of a digit")->type_name("IMAGE")->required();
    addWhole(app, "--label", arguments->label, 0, 9, "The digit that it should be")->required();
    addModel(app, arguments->model);
    app.add_flag("--as-is", arguments->asIs,
                 "The picture is the 28x28 input already: value/255, no cropping");
    addNumber(app, "--rate", arguments->rate, {0, 1000, false, true}, "Learning rate of the _new values");
    addFile(app, "--out", arguments->out, "The safetensors file to write")->required();
    app.footer(
        "Tensors: X.output and X.delta (the derivative of the loss with respect to X.output) of the input "
        "and every\n"
        "layer X, without a batch axis: conv1.output is 6x24x24; X.weight, X.weight_gradient, X.weight_new, "
        "and the\n"
        "same for X.bias; label; loss.output.");
}

void addExplain(CLI::App& program, Choice& choice) {
    const auto [app, arguments] =
        declare(program, choice, "explain", "Say where a number of a digit network comes from", explainCell);
    app.add_option("cell", arguments->cell, "Its address: conv1.output[2,5,5], fc1.weight_gradient[7,3] ...")
        ->type_name("CELL")
        ->required();
    app.add_option_function<std::vector<std::string>>(
           "--image",
           [arguments = arguments](const std::vector<std::string>& files) {
               arguments->images.assign(files.begin(), files.end());
           },
           "Picture of a digit; several make a batch (conv1.delta@1[2,5,5] is of the second)")
        ->type_name("IMAGE")
        ->required();
    app.add_option_function<std::vector<std::string>>(
           "--label",
           [arguments = arguments](const std::vector<std::string>& typed) {
               for (const std::string& label : typed) {
                   arguments->labels.push_back(orRefuse("--label", parseWholeNumber(label, 0, 9)));
               }
           },
           "The digit that it should be; one for each picture")
        ->type_name("N")
        ->required();
    addModel(app, arguments->model);
    app.add_flag("--as-is", arguments->asIs, "The pictures are 28x28 inputs already: value/255, no cropping");
    addNumber(app, "--rate", arguments->rate, {0, 1000, false, true}, "Learning rate of the _new values");
    addWhole(app, "--follow", arguments->follow, 0, 100, "Print the tree of what it was made of, so deep");
    addWhole(app, "--largest", arguments->largest, 1, 1000000,
             joinText("Terms shown of a longer sum, the largest first; branches of each node of the tree [",
                      arguments->largest, "]"));
    app.add_flag("--all", arguments->all, "All terms, in their own order");
    app.add_flag("--other-view", arguments->otherView, "The same number seen the other way (convolutions)");
    app.add_flag("--used-by", arguments->usedBy, "The numbers that are made of it");
    app.add_flag("--receptive-field", arguments->receptiveField, "What it depends on, layer by layer");
    app.add_flag("--prove", arguments->prove, "A derivative beside the central difference of the loss");
    app.add_flag("--json", arguments->json, "Print JSON, all numbers at full precision");
    app.footer(
        "JSON: {\"cell\", \"value\", \"formula\", \"expression\"}; an expression is {\"cell\", \"value\"}, "
        "{\"constant\"} or\n"
        "{\"op\", \"value\", \"args\"}. What is asked for beside it comes as \"other_view\", \"made_of\" "
        "(nodes with \"made_of\" of\n"
        "their own and \"more\", the number left out), \"used_by\", \"receptive_field\" and \"proof\".");
}

void addGradcheck(CLI::App& program, Choice& choice) {
    const auto [app, arguments] = declare(program, choice, "gradcheck",
                                          "Hold backpropagation's gradients against numeric ones", gradcheck);
    auto* model = addFile(app, "--model", arguments->model,
                          "A digit network to sample [none: every weight of the pencil network]");
    addWhole(app, "--sample", arguments->sample, 1, 1000000,
             joinText("Weights to compare of each parameter [", arguments->sample, "]"))
        ->needs(model);
    addSeed(app, arguments->seed,
            joinText("Of the weights, the picture and the sample [", arguments->seed, "]"));
    app.add_flag("--json", arguments->json, "Print JSON, all numbers at full precision");
}

void addWalkthroughChoice(CLI::App& app, WalkthroughChoice& choice) {
    app.add_option("id", choice.id, "L4, or L4-sliding-window-convolution")->type_name("ID")->required();
    app.add_option("--set", choice.assignments,
                   "A setting: a number, true or false, a grid like [[1,2],[3,4]], or a preset's name")
        ->type_name("SETTING=VALUE");
    app.add_option(
           "--network", choice.network,
           "pencil, digits (the model that comes along), or a safetensors file [" + choice.network + "]")
        ->type_name("NETWORK");
    app.add_option("--picture", choice.picture, "An image file for walkthroughs that take a picture")
        ->type_name("FILE");
}

void addLesson(CLI::App& program, Choice& choice) {
    const auto list =
        declare(program, choice, "walkthroughs", "List the walkthroughs of the lecture", listWalkthroughs);
    list.app.add_flag("--json", list.arguments->json, "Print JSON");
    const auto [app, arguments] = declare(program, choice, "show", "Print steps of a walkthrough", showSteps);
    addWalkthroughChoice(app, arguments->walkthrough);
    auto* step = addWhole(app, "--step", arguments->step, 1, 1000000000, "One step, counted from 1");
    app.add_flag("--all", arguments->all, "All steps, as without --step")->excludes(step);
    app.add_flag("--json", arguments->json, "Print JSON, all numbers at full precision");
}

const std::vector<std::string> workspaces{"lecture", "network", "train", "draw"};

/// Size and colours of a picture.
template <typename Arguments>
void addLook(CLI::App& app, Arguments& arguments) {
    app.add_option_function<std::string>(
           "--size",
           [&arguments](const std::string& typed) {
               std::tie(arguments.width, arguments.height) = orRefuse("--size", parseSize(typed, 320, 8192));
           },
           joinText("Width and height in pixels [", arguments.width, "x", arguments.height, "]"))
        ->type_name("WIDTHxHEIGHT");
    app.add_option("--theme", arguments.theme, "Colours [" + arguments.theme + "]")
        ->check(CLI::IsMember(std::vector<std::string>{"light", "dark", "projector"}));
}

void addScreenshot(CLI::App& program, Choice& choice) {
    const auto [app, arguments] =
        declare(program, choice, "screenshot", "Draw a workspace into a file, without a screen", screenshot);
    app.add_option("workspace", arguments->workspace, "Which one")
        ->check(CLI::IsMember(workspaces))
        ->required();
    addFile(app, "--out", arguments->out, "The PNG file to write")->required();
    addLook(app, *arguments);
    app.add_option("--walkthrough", arguments->walkthrough, "Of the lecture [L4]")->type_name("ID");
    addWhole(app, "--step", arguments->step, 1, 1000000000, "Of the walkthrough, counted from 1 [9]");
}

void addRender(CLI::App& program, Choice& choice) {
    const auto [app, arguments] = declare(
        program, choice, "render", "Draw steps of a walkthrough into files, without a screen", renderSteps);
    addWalkthroughChoice(app, arguments->walkthrough);
    auto* step = addWhole(app, "--step", arguments->step, 1, 1000000000, "Which step, counted from 1 [1]");
    app.add_flag("--all", arguments->all, "All steps: into a folder, or as the pages of a PDF")
        ->excludes(step);
    addFile(app, "--out", arguments->out, "The .png, .svg or .pdf file, or the folder, to write")->required();
    addLook(app, *arguments);
}

/// What stands beside no command: how the window opens.
void addWindow(CLI::App& program, Choice& choice) {
    auto arguments = std::make_shared<WindowArguments>();
    program.add_option("--workspace", arguments->workspace, "Workspace to open with")
        ->check(CLI::IsMember(workspaces));
    auto* walkthrough =
        program.add_option("--walkthrough", arguments->walkthrough, "Walkthrough to open with")
            ->type_name("ID");
    addWhole(program, "--step", arguments->step, 1, 1000000000, "Step of it, counted from 1")
        ->needs(walkthrough);
    // Callbacks of commands run first, so a command keeps its place.
    program.final_callback([arguments, &choice] {
        if (!choice.command)
            choice.command = [arguments](const Console& console) { return openWindow(*arguments, console); };
    });
}

void describe(CLI::App& program, Choice& choice) {
    program.description(
        "Deltascope: see every number of a convolutional network, forwards and backwards.\n"
        "Without a command the window opens; with one it works without a screen.");
    program.set_version_flag("--version",
                             joinText("deltascope ", version, " (computes with ", laneKernels().name, ")"));
    program.require_subcommand(0, 1);
    program.footer("Exit code: 0 done, 1 bad input, 2 bad usage. 'deltascope COMMAND --help' tells more.");
    addWindow(program, choice);
    for (const auto add : {addClassify, addTrain, addEvaluate, addTrace, addExplain, addGradcheck, addLesson,
                           addRender, addScreenshot}) {
        add(program, choice);
    }
}

/// Runs the chosen command; whatever goes wrong ends as a message and an exit code.
int finish(const Choice& choice, const Console& console) {
    const CommandResult result = choice.command(console);
    if (!result) {
        console.err << "deltascope: " << result.error().message << '\n';
        return badInput;
    }
    if (console.out.flush()) return *result;
    console.err << "deltascope: cannot write the results\n";
    return badInput;
}

}  // namespace

int runCommandLine(int argc, char** argv) {
    CLI::App program{"", "deltascope"};
    Choice choice{"deltascope", {}};
    for (const char* word : std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
        choice.commandLine += joinText(" ", word);
    }
    describe(program, choice);
    const Console console{std::cout, std::cerr, isatty(STDERR_FILENO) != 0};
    try {
        program.parse(argc, argv);
        return finish(choice, console);
    } catch (const CLI::Success& help) {
        return program.exit(help);
    } catch (const CLI::ParseError& error) {
        console.err << "deltascope: " << error.what() << "\nTry 'deltascope --help'.\n";
        return badUsage;
    } catch (const std::exception& error) {
        console.err << "deltascope: unexpected: " << error.what() << '\n';
        return badInput;
    }
}

}  // namespace deltascope
