from datetime import date

import matplotlib.pyplot as plt


def barres():
    fig, ax = plt.subplots()
    ax.bar(["Ain", "Jura", "Var"], [660, 260, 110])
    ax.set(title="Population", xlabel="Département", ylabel="Milliers d'habitants", ylim=(100, 700))


def histogramme():
    plt.figure()
    plt.hist([1, 9, 12, 15, 19, 25], bins=[0, 5, 10, 15, 20, 25])


def courbe():
    fig, ax = plt.subplots()
    ax.plot([date(2024, 2, 1), date(2024, 1, 1), date(2024, 3, 1)], [10, 100, 1000])
    ax.set_yscale("log")


def nuage():
    plt.figure()
    plt.plot([1, 2, 3], [3, 1, 2])


def boites():
    plt.figure()
    plt.hist([1, 2, 3])


def secteurs():
    plt.figure()
    plt.pie([1, 1, 1])


def deux():
    plt.figure()
    plt.scatter([1, 2], [1, 2])
    plt.title("a")
