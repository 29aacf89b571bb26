from datetime import date

import matplotlib.pyplot as plt


def barres():
    fig, ax = plt.subplots()
    ax.bar(["Ain", "Jura", "Var"], [660, 260, 110])
    ax.set(title="Population 2021", xlabel="Département", ylabel="Milliers d'habitants")


def histogramme():
    plt.figure()
    plt.hist([1, 9, 12, 15, 19, 25], bins=[0, 10, 20, 30])


def courbe():
    fig, ax = plt.subplots()
    ax.plot([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], [10, 100, 1000], label="Bus")
    ax.set_yscale("log")
    ax.legend()


def nuage():
    plt.figure()
    plt.scatter([1, 2, 3], [3, 1, 2])


def boites():
    plt.figure()
    plt.boxplot([[1, 2, 3], [4, 5, 4, 5, 6, 40]], tick_labels=["A", "B"])


def secteurs():
    plt.figure()
    plt.pie([2, 1, 1], labels=["A", "B", "C"])


def deux():
    fig, (a, b) = plt.subplots(1, 2)
    a.scatter([1, 2], [1, 2])
    a.set_title("a")
    b.plot([1, 2], [2, 1])
    b.set_title("b")
